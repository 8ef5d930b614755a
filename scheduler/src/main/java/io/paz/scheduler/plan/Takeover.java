package io.paz.scheduler.plan;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.release.Release;
import java.util.List;
import java.util.Set;

/**
 * Replacement of the serving versions by a new one.
 *
 * @param next the new version
 * @param serving those that served when it started, oldest first
 * @param stopped those of them whose instances were stopped
 */
public record Takeover(Release next, List<Release> serving, Set<ReleaseId> stopped) {

    public Takeover {
        serving = List.copyOf(serving);
        stopped = Set.copyOf(stopped);
    }

    /** Every instance that runs, oldest version first. */
    public List<Instance> old() {
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

    public Release release(ReleaseId id) {
        return serving.stream()
                .filter(release -> release.id().equals(id))
                .findFirst()
                .orElse(next);
    }

    /** One instance of a version. */
    public record Instance(Release release, int number) {}
}
