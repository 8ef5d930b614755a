package io.paz.scheduler.routing;

import io.paz.engine.ReleaseId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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

    /** Services that have settings; what has another form than the name of a service is read by nobody. */
    Set<String> configured();

    /** Services and parts of Paz that are announced. */
    Set<String> announced();

    /**
     * Takes away the settings of a service, and gives them. Nothing else is published meanwhile.
     *
     * @param known read after everything that is being published is; whether the journal has such a service
     */
    List<RouteDifference> removeUnless(Predicate<String> known, String service);
}
