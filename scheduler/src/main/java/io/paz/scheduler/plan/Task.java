package io.paz.scheduler.plan;

import io.paz.engine.ReleaseId;
import java.util.List;

/**
 * One idempotent task of a plan. Every task may be done twice, so that one that was cut off is done again.
 *
 * @param release what it is done to: the new version, or one before it
 * @param instances of the release that it concerns; empty for what concerns the whole
 * @param share of the traffic for the release in percent, where the task is about that; else {@link #NO_SHARE}
 * @param reason why, for people
 */
public record Task(Kind kind, ReleaseId release, List<Integer> instances, int share, String reason) {

    public static final int NO_SHARE = -1;

    public Task {
        instances = List.copyOf(instances);
    }

    Task(Kind kind, ReleaseId release, List<Integer> instances, String reason) {
        this(kind, release, instances, NO_SHARE, reason);
    }

    static Task whole(Kind kind, ReleaseId release, String reason) {
        return new Task(kind, release, List.of(), reason);
    }

    static Task share(Kind kind, ReleaseId release, int percent, String reason) {
        return new Task(kind, release, List.of(), percent, reason);
    }

    public TaskId id() {
        return new TaskId(kind, release, instances, share);
    }

    /** Whether it only tries a version out, so that a promotion makes it needless. */
    public boolean isTrial() {
        return share > 0 && share < 100;
    }

    /** {@code submit instances [1, 2] of version 2: batch 1 of 2}. */
    public String inWords() {
        String whose = instances.isEmpty() ? " version " : " instances " + instances + " of version ";
        String part = isTrial() ? " at " + share + " %" : "";
        return kind.words + whose + release.version() + part + ": " + reason;
    }

    /** {@code SUBMIT web 2 [1, 2]}. */
    @Override
    public String toString() {
        return kind + " " + release + (instances.isEmpty() ? "" : " " + instances);
    }

    public enum Kind {
        ALLOW_HOSTS("hosts-allowed", "allow the hosts for"),
        PUBLISH_VERSION("version-published", "publish the health check of"),
        PUBLISH_SERVICE("service-published", "publish visibility and domains of"),
        SUBMIT("submitted", "submit"),
        AWAIT_HEALTHY("healthy", "await healthy"),
        AWAIT_BALANCED("in-the-balancer", "await balanced"),
        SHARE("share-set", "set the share of"),
        AWAIT_SHARE("share-in-the-balancer", "await the share of"),
        JUDGE("judged", "judge"),
        WITHDRAW("withdrawn", "withdraw"),
        AWAIT_WITHDRAWN("unrouted", "await withdrawn"),
        AWAIT_OUT("out-of-the-balancer", "await out"),
        /** Ends when the open connections ended, or had their time. */
        DESTROY("removed", "destroy"),
        /** The version is over; nothing but its history stays. */
        RETIRE("retired", "retire"),
        UNPUBLISH_SERVICE("service-unpublished", "unpublish the service of");

        private final String step;
        private final String words;

        /** @param words what is done to a version, or to instances of it */
        Kind(String step, String words) {
            this.step = step;
            this.words = words;
        }

        /** Name of the step that it leaves in the deployment. */
        public String step() {
            return step;
        }
    }
}
