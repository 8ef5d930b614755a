package io.paz.scheduler.etcd;

import io.paz.engine.DeployedName;
import io.paz.engine.ReleaseId;
import io.paz.engine.key.AnnouncementKeys;
import io.paz.engine.key.ConfigKeys;
import io.paz.engine.key.VersionSetting;
import io.paz.etcd.Change;
import io.paz.etcd.Keys;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.PublishedService;
import io.paz.scheduler.routing.RouteClaims;
import io.paz.scheduler.routing.RouteDifference;
import io.paz.scheduler.routing.RouteKeys;
import io.paz.scheduler.routing.RouteRepair;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.routing.RoutesUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys below {@code /paz/config/} that the template of HAProxy reads. What publishes takes turns with what compares, so that a
 * comparison never undoes what was published meanwhile.
 */
public final class EtcdRoutes implements Routes, RouteRepair {

    private final Keys keys;

    public EtcdRoutes(Keys keys) {
        this.keys = keys;
    }

    @Override
    public SortedMap<String, String> keysOfOthers(String service) {
        SortedMap<String, String> others = new TreeMap<>(answer(keys.list(ConfigKeys.ROOT)));
        others.keySet().removeIf(key -> !key.equals(ConfigKeys.DOMAIN) && !isOfOther(service, key));
        return others;
    }

    private static boolean isOfOther(String service, String key) {
        return key.startsWith(ConfigKeys.SERVICES)
                && !key.startsWith(ConfigKeys.service(service))
                && ConfigKeys.releaseOf(key).isEmpty();
    }

    @Override
    public synchronized void publishVersion(Release release) {
        apply(puts(RouteKeys.ofVersion(release)));
    }

    @Override
    public synchronized void publishWeights(Map<ReleaseId, Integer> weights) {
        List<Change> changes = new ArrayList<>();
        weights.forEach((release, weight) ->
                changes.add(Change.put(ConfigKeys.of(release, VersionSetting.WEIGHT), weight.toString())));
        apply(changes);
    }

    @Override
    public synchronized void publishService(Release release) {
        SortedMap<String, String> wanted = RouteKeys.ofService(release);
        String service = release.id().service();
        SortedMap<String, String> present = answer(keys.list(ConfigKeys.SERVICES));
        RouteClaims.requireFree(service, wanted, present);
        List<Change> changes = puts(wanted);
        present.keySet().stream()
                .filter(key -> RouteKeys.isSetting(service, key) && !wanted.containsKey(key))
                .forEach(key -> changes.add(Change.delete(key)));
        apply(changes);
    }

    private static List<Change> puts(SortedMap<String, String> wanted) {
        List<Change> changes = new ArrayList<>();
        wanted.forEach((key, value) -> changes.add(Change.put(key, value)));
        return changes;
    }

    @Override
    public void removeAnnouncements(ReleaseId release, List<Integer> instances) {
        apply(release.ids(instances).stream()
                .map(id -> Change.delete(AnnouncementKeys.of(id)))
                .toList());
    }

    @Override
    public synchronized void removeVersion(ReleaseId release) {
        answer(keys.deletePrefix(AnnouncementKeys.folder(release)));
        answer(keys.deletePrefix(ConfigKeys.version(release)));
    }

    @Override
    public synchronized void removeService(String service) {
        answer(keys.deletePrefix(AnnouncementKeys.folder(service)));
        answer(keys.deletePrefix(ConfigKeys.service(service)));
    }

    @Override
    public List<RouteDifference> differences(Collection<PublishedService> expected, Predicate<ReleaseId> over) {
        return RouteDiff.of(expected, over, answer(keys.list(ConfigKeys.SERVICES)));
    }

    @Override
    public synchronized List<RouteDifference> restore(
            Supplier<Collection<PublishedService>> expected, Predicate<ReleaseId> over) {
        List<RouteDifference> differences = differences(expected.get(), over);
        apply(differences.stream().map(EtcdRoutes::change).toList());
        return differences;
    }

    @Override
    public Set<String> configured() {
        return names(ConfigKeys.SERVICES);
    }

    @Override
    public Set<String> announced() {
        return names(AnnouncementKeys.ROOT);
    }

    private Set<String> names(String folder) {
        Pattern name = Pattern.compile(Pattern.quote(folder) + "(" + DeployedName.LENIENT_PATTERN + ")(?:/.*+)?+");
        return answer(keys.list(folder)).keySet().stream()
                .map(name::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized List<RouteDifference> removeUnless(Predicate<String> known, String service) {
        if (known.test(service)) {
            return List.of();
        }
        String folder = ConfigKeys.service(service);
        List<RouteDifference> surplus = new ArrayList<>();
        answer(keys.list(folder)).forEach((key, value) -> surplus.add(new RouteDifference(service, key, null, value)));
        answer(keys.deletePrefix(folder));
        return surplus;
    }

    private static Change change(RouteDifference difference) {
        String value = difference.expected();
        return value == null ? Change.delete(difference.key()) : Change.put(difference.key(), value);
    }

    @Override
    public Set<ReleaseId> versions() {
        return Stream.concat(
                        versions(AnnouncementKeys.ROOT, AnnouncementKeys::releaseOf),
                        versions(ConfigKeys.SERVICES, ConfigKeys::releaseOf))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<ReleaseId> versions(String folder, Function<String, Optional<ReleaseId>> releaseOf) {
        return answer(keys.list(folder)).keySet().stream().map(releaseOf).flatMap(Optional::stream);
    }

    @Override
    public Set<String> hosts() {
        return answer(keys.list(ConfigKeys.HOSTS)).keySet().stream()
                .map(key -> key.substring(ConfigKeys.HOSTS.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void allowHost(String address) {
        answer(keys.put(ConfigKeys.host(address), ""));
    }

    @Override
    public void disallowHost(String address) {
        answer(keys.delete(ConfigKeys.host(address)));
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
            throw new RoutesUnavailableException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
