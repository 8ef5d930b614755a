package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.release.ReleaseId;

/**
 * One thing that a plan does. Every task may be done twice, so that one that was cut off is done again.
 *
 * @param release what it is done to: the new version, or one before it
 * @param reason why, for people
 */
record Task(Kind kind, ReleaseId release, String reason) {

    enum Kind {
        ALLOW_HOSTS("hosts-allowed"),
        PUBLISH_VERSION("version-published"),
        PUBLISH_SERVICE("service-published"),
        SUBMIT("submitted"),
        AWAIT_HEALTHY("healthy"),
        AWAIT_BALANCED("in-the-balancer"),
        WITHDRAW("withdrawn"),
        AWAIT_WITHDRAWN("unrouted"),
        AWAIT_OUT("out-of-the-balancer"),
        DESTROY("removed");

        private final String step;

        Kind(String step) {
            this.step = step;
        }

        /** Name of the step that it leaves in the deployment. */
        String step() {
            return step;
        }
    }
}
