package io.paz.scheduler.routing;

import io.paz.engine.ReleaseId;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Compares and repairs published routes. Blocks for seconds at most; throws what the routes throw where they do not answer. */
public interface RouteRepair {

    /**
     * @param over whether a version is known, and is published no longer; keys of versions that nobody knows are left alone
     */
    List<RouteDifference> differences(Collection<PublishedService> expected, Predicate<ReleaseId> over);

    /**
     * Puts right what differs, and gives it. Nothing else is published meanwhile.
     *
     * @param expected read after everything that is being published is
     */
    List<RouteDifference> restore(Supplier<Collection<PublishedService>> expected, Predicate<ReleaseId> over);
}
