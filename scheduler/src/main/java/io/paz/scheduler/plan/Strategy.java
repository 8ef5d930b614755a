package io.paz.scheduler.plan;

import java.util.List;

/**
 * Plan of how a new version replaces those that serve. Pure: the same arguments give the same plan, so that an
 * interrupted run finds the identities of its tasks in it again.
 */
public interface Strategy {

    /** Tasks up to the one after which the new version serves; a failure among them leads back. */
    List<Task> rollout(Takeover takeover);

    /** Tasks that take away what is left of the old versions; these are tried until they work. */
    List<Task> cleanup(Takeover takeover);

    /**
     * The way back after a failure: the old versions are whole again, and nothing is left of the new one. Tried until it works.
     *
     * @param begun tasks of the rollout that are done or may have taken effect, the one that failed included
     */
    List<Task> rollback(Takeover takeover, List<TaskId> begun);
}
