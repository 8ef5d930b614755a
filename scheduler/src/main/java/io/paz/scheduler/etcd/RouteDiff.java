package io.paz.scheduler.etcd;

import io.paz.engine.ReleaseId;
import io.paz.engine.key.ConfigKeys;
import io.paz.engine.key.VersionSetting;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.PublishedService;
import io.paz.scheduler.routing.RouteDifference;
import io.paz.scheduler.routing.RouteKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Compares the keys below {@code /paz/config/services/} with those that must be there. Pure. */
final class RouteDiff {

    private static final String DEFAULT_WEIGHT = "100";

    private final PublishedService expected;
    private final Predicate<ReleaseId> over;
    private final SortedMap<String, String> actual;

    private RouteDiff(PublishedService expected, Predicate<ReleaseId> over, SortedMap<String, String> actual) {
        this.expected = expected;
        this.over = over;
        String prefix = ConfigKeys.service(expected.service());
        this.actual = actual.subMap(prefix, prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1));
    }

    /** Of services that are not expected nothing is compared. */
    public static List<RouteDifference> of(
            Collection<PublishedService> expected, Predicate<ReleaseId> over, SortedMap<String, String> actual) {
        List<RouteDifference> differences = new ArrayList<>();
        expected.forEach(service -> differences.addAll(new RouteDiff(service, over, actual).differences()));
        return differences;
    }

    private List<RouteDifference> differences() {
        SortedMap<String, String> wanted = wanted();
        List<RouteDifference> differences = new ArrayList<>();
        wanted.forEach((key, value) -> {
            if (!value.equals(actual.get(key))) {
                differences.add(new RouteDifference(expected.service(), key, value, actual.get(key)));
            }
        });
        actual.forEach((key, value) -> {
            if (!wanted.containsKey(key) && isTooMuch(key)) {
                differences.add(new RouteDifference(expected.service(), key, null, value));
            }
        });
        return differences;
    }

    private SortedMap<String, String> wanted() {
        SortedMap<String, String> wanted = new TreeMap<>();
        Release settings = expected.settings();
        if (settings != null) {
            wanted.putAll(RouteKeys.ofService(settings));
        }
        expected.versions().values().forEach(release -> wanted.putAll(RouteKeys.ofVersion(release)));
        expected.versions().keySet().forEach(release -> {
            String key = ConfigKeys.of(release, VersionSetting.WEIGHT);
            String weight = expected.weights()
                    .getOrDefault(release, Integer.valueOf(DEFAULT_WEIGHT))
                    .toString();
            if (actual.containsKey(key) || !weight.equals(DEFAULT_WEIGHT)) {
                wanted.put(key, weight);
            }
        });
        return wanted;
    }

    /** A key of a version that nobody knows may be all that is known of something that runs. */
    private boolean isTooMuch(String key) {
        Optional<ReleaseId> version = ConfigKeys.releaseOf(key);
        if (version.isPresent()) {
            return expected.versions().containsKey(version.get()) || over.test(version.get());
        }
        return expected.settings() != null && RouteKeys.isSetting(expected.service(), key);
    }
}
