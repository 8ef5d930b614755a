package io.paz.orchestrator.cluster;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Change between two snapshots.
 *
 * @param type as the stream names it, {@code unit.add}
 * @param subject the thing as it is now; of a removal as it was
 */
public record Change(String type, Object subject) {

    private static final String SERVICE = "service.";

    /** Whether it is about the service of that name, or its configuration. */
    public boolean isOfService(String name) {
        return type.startsWith(SERVICE)
                && subject instanceof Document document
                && document.id().equals(name);
    }

    /** The change from one state of a service to the other; empty when there is none in both. */
    public static Optional<Change> ofService(@Nullable Document before, @Nullable Document after) {
        if (after == null) {
            return Optional.ofNullable(before).map(gone -> new Change("service.del", gone));
        }
        return Optional.of(new Change(before == null ? "service.create" : "service.modifyConfig", after));
    }

    public boolean isRemoval() {
        return type.endsWith(".remove") || type.endsWith(".del");
    }
}
