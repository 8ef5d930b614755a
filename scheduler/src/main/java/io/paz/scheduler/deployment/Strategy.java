package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.release.ReleaseId;
import java.util.List;

/**
 * How a new version takes over from those that serve. Pure: the same arguments give the same plan, because a run that was cut
 * off finds its place in it by number.
 */
interface Strategy {

    /** Tasks up to the one after which the new version serves; a failure among them takes the new version down. */
    List<Task> arrival(ReleaseId next, List<ReleaseId> serving);

    /** Tasks that take the old versions away; these are tried until they work. */
    List<Task> departure(ReleaseId next, List<ReleaseId> serving);
}
