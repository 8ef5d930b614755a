package io.paz.orchestrator.live;

import io.paz.orchestrator.cluster.Change;
import io.paz.orchestrator.cluster.Document;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes of services that are held back while a write is under way whose own change is not to be published. When it ends,
 * whatever it does not explain is published: the change of another is late, and never lost. Not safe for several threads.
 */
final class HeldChanges {

    private final Map<String, Held> byService = new HashMap<>();

    private static final class Held {

        private @Nullable Document published;
        private boolean removalsOnly;
        private int writes = 1;
        private boolean mixed;

        private Held(@Nullable Document published, boolean removalsOnly) {
            this.published = published;
            this.removalsOnly = removalsOnly;
        }
    }

    /**
     * @param published the service as listeners know it
     * @param removalsOnly whether other changes are published as ever
     */
    void begin(String service, @Nullable Document published, boolean removalsOnly) {
        Held held = byService.get(service);
        if (held == null) {
            byService.put(service, new Held(published, removalsOnly));
        } else {
            held.writes++;
            held.mixed = true;
            held.removalsOnly &= removalsOnly;
        }
    }

    /** Whether the change is held back. */
    boolean holds(Change change) {
        if (!(change.subject() instanceof Document document) || !change.isOfService(document.id())) {
            return false;
        }
        Held held = byService.get(document.id());
        if (held == null) {
            return false;
        }
        if (held.removalsOnly && !change.isRemoval()) {
            held.published = document;
            return false;
        }
        return true;
    }

    /**
     * Ends one write. With the last one of a service, gives the change that is to be published; of several at once, whose
     * changes cannot be told apart, all of it is.
     *
     * @param now the service as it is
     */
    Optional<Change> end(String service, @Nullable Document now, OwnWrite own) {
        Held held = Objects.requireNonNull(byService.get(service));
        held.writes--;
        if (held.writes > 0) {
            return Optional.empty();
        }
        byService.remove(service);
        Document before = held.published;
        boolean nothing = Objects.equals(before, now) || !held.mixed && own.explains(before, now);
        return nothing ? Optional.empty() : Change.ofService(before, now);
    }
}
