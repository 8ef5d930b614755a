package io.paz.scheduler.admission;

import io.paz.engine.ReleaseId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The highest version number in use outside the journal: a journal that was restored from an older backup must not give them out again. Read
 * once, before the first new version after a start, since from then on the journal has all of them. Safe for several threads.
 */
public final class VersionFloor {

    private final Supplier<Set<ReleaseId>> held;
    private final Supplier<Optional<Set<ReleaseId>>> published;
    private @Nullable Map<String, Integer> ofEngine;
    private @Nullable Map<String, Integer> ofRoutes;

    /**
     * @param held versions of which the engine holds anything; what it throws is passed on
     * @param published versions of which there are keys; empty while that cannot be read, which holds up nothing
     */
    public VersionFloor(Supplier<Set<ReleaseId>> held, Supplier<Optional<Set<ReleaseId>>> published) {
        this.held = held;
        this.published = published;
    }

    /** The highest version of the service that is in use; 0 where there is none. Blocks while it is read. */
    public synchronized int of(String service) {
        if (ofEngine == null) {
            ofEngine = highest(held.get());
        }
        if (ofRoutes == null) {
            ofRoutes = published.get().map(VersionFloor::highest).orElse(null);
        }
        int published = ofRoutes == null ? 0 : ofRoutes.getOrDefault(service, 0);
        return Math.max(ofEngine.getOrDefault(service, 0), published);
    }

    private static Map<String, Integer> highest(Collection<ReleaseId> releases) {
        Map<String, Integer> highest = new HashMap<>();
        releases.forEach(release -> highest.merge(release.service(), release.version(), Math::max));
        return highest;
    }
}
