package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.util.List;

/**
 * What a deployment is about.
 *
 * @param next the new version
 * @param serving those that served when it started, oldest first
 */
record Takeover(Release next, List<Release> serving) {

    Takeover {
        serving = List.copyOf(serving);
    }

    /** Every instance that serves, oldest version first. */
    List<Instance> old() {
        return serving.stream()
                .flatMap(release -> release.instances().stream().map(number -> new Instance(release, number)))
                .toList();
    }

    Release release(ReleaseId id) {
        return serving.stream()
                .filter(release -> release.id().equals(id))
                .findFirst()
                .orElse(next);
    }

    /** One instance of a version. */
    record Instance(Release release, int number) {}
}
