package io.paz.scheduler.testing;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The same routes; only {@code hosts} means something else to the engine than to the routes. */
public record FakeRoutes(FakeWorld world) implements Routes {

    @Override
    public SortedMap<String, String> keysOfOthers(String service) {
        return world.keysOfOthers(service);
    }

    @Override
    public void publishVersion(Release release) {
        world.publishVersion(release);
    }

    @Override
    public void publishWeights(Map<ReleaseId, Integer> weights) {
        world.publishWeights(weights);
    }

    @Override
    public void publishService(Release release) {
        world.publishService(release);
    }

    @Override
    public void removeAnnouncements(ReleaseId release, List<Integer> instances) {
        world.removeAnnouncements(release, instances);
    }

    @Override
    public void removeVersion(ReleaseId release) {
        world.removeVersion(release);
    }

    @Override
    public void removeService(String service) {
        world.removeService(service);
    }

    @Override
    public Set<ReleaseId> versions() {
        return world.versions();
    }

    @Override
    public Set<String> hosts() {
        return Set.copyOf(world.allowed);
    }

    @Override
    public void allowHost(String address) {
        world.allowHost(address);
    }

    @Override
    public void disallowHost(String address) {
        world.disallowHost(address);
    }
}
