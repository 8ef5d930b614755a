package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a deployment is about.
 *
 * @param next the new version
 * @param serving those that served when it started, oldest first
 * @param stopped those of them whose instances were stopped
 */
record Takeover(Release next, List<Release> serving, Set<ReleaseId> stopped) {

    Takeover {
        serving = List.copyOf(serving);
        stopped = Set.copyOf(stopped);
    }

    static Takeover of(Release next, List<Deployment> serving) {
        return new Takeover(
                next,
                serving.stream().map(Deployment::release).toList(),
                serving.stream().filter(Deployment::stopped).map(Deployment::id).collect(Collectors.toSet()));
    }

    /** Every instance that runs, oldest version first. */
    List<Instance> old() {
        return running().stream()
                .flatMap(release -> release.instances().stream().map(number -> new Instance(release, number)))
                .toList();
    }

    /** The versions of which instances run. */
    List<Release> running() {
        return serving.stream()
                .filter(release -> !stopped.contains(release.id()))
                .toList();
    }

    /** Whether all of the versions get requests. */
    boolean isRouted() {
        return next.isRouted() && serving.stream().allMatch(Release::isRouted);
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
