package io.paz.scheduler.etcd;

import io.paz.etcd.Change;
import io.paz.etcd.Keys;
import io.paz.scheduler.deployment.Routes;
import io.paz.scheduler.deployment.RoutesUnavailable;
import io.paz.scheduler.deployment.release.HealthCheck;
import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys below {@code /paz/config/} that the template of HAProxy reads. */
public final class EtcdRoutes implements Routes {

    private static final String HOSTS = "/paz/config/hosts/";
    private static final String SERVICES = "/paz/config/services/";
    private static final String ANNOUNCEMENTS = "/paz/services/";

    private final Keys keys;

    public EtcdRoutes(Keys keys) {
        this.keys = keys;
    }

    @Override
    public void publishVersion(Release release) {
        HealthCheck health = release.config().health();
        String version = version(release.id());
        List<Change> changes = new ArrayList<>();
        put(changes, version + "health-path", health.path());
        put(changes, version + "health-interval", health.intervalSeconds());
        put(changes, version + "health-timeout", health.timeoutSeconds());
        put(changes, version + "health-rise", health.healthyAfter());
        put(changes, version + "health-fall", health.unhealthyAfter());
        apply(changes);
    }

    @Override
    public void publishWeights(Map<ReleaseId, Integer> weights) {
        List<Change> changes = new ArrayList<>();
        weights.forEach((release, weight) -> put(changes, version(release) + "weight", weight));
        apply(changes);
    }

    @Override
    public void publishService(Release release) {
        String service = SERVICES + release.id().service() + "/";
        String domains = service + "domains/";
        Set<String> wanted = release.config().extraDomains().stream()
                .map(domain -> domains + domain)
                .collect(Collectors.toSet());
        Set<String> present = answer(keys.list(domains)).keySet();
        List<Change> changes = new ArrayList<>();
        put(changes, service + "visibility", release.config().publicFacing() ? "public" : "internal");
        wanted.stream().filter(key -> !present.contains(key)).forEach(key -> put(changes, key, ""));
        present.stream().filter(key -> !wanted.contains(key)).forEach(key -> changes.add(Change.delete(key)));
        apply(changes);
    }

    @Override
    public void removeAnnouncements(ReleaseId release, List<Integer> instances) {
        String version = ANNOUNCEMENTS + release.service() + "/" + release.version() + "/";
        apply(instances.stream()
                .map(instance -> Change.delete(version + instance))
                .toList());
    }

    @Override
    public void removeVersion(ReleaseId release) {
        answer(keys.deletePrefix(ANNOUNCEMENTS + release.service() + "/" + release.version() + "/"));
        answer(keys.deletePrefix(version(release)));
    }

    @Override
    public void removeService(String service) {
        answer(keys.deletePrefix(ANNOUNCEMENTS + service + "/"));
        answer(keys.deletePrefix(SERVICES + service + "/"));
    }

    @Override
    public Set<String> hosts() {
        return answer(keys.list(HOSTS)).keySet().stream()
                .map(key -> key.substring(HOSTS.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void allowHost(String address) {
        answer(keys.put(HOSTS + address, ""));
    }

    @Override
    public void disallowHost(String address) {
        answer(keys.delete(HOSTS + address));
    }

    private static String version(ReleaseId release) {
        return SERVICES + release.service() + "/versions/" + release.version() + "/";
    }

    private static void put(List<Change> changes, String key, @Nullable Object value) {
        if (value != null) {
            changes.add(Change.put(key, value.toString()));
        }
    }

    private void apply(List<Change> changes) {
        for (int from = 0; from < changes.size(); from += Keys.MAX_CHANGES) {
            answer(keys.apply(changes.subList(from, Math.min(changes.size(), from + Keys.MAX_CHANGES))));
        }
    }

    private static <T> T answer(CompletableFuture<T> call) {
        try {
            return call.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RoutesUnavailable("etcd does not answer: " + cause.getMessage(), cause);
        }
    }
}
