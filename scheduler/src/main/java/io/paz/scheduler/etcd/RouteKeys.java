package io.paz.scheduler.etcd;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.release.Release;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys below {@code /paz/config/services/} that a release has, with their values. Pure. */
public final class RouteKeys {

    static final String SERVICES = "/paz/config/services/";

    private static final Pattern VERSION = Pattern.compile(
            "/paz/(?:services/([a-z][a-z0-9-]*)/|config/services/([a-z][a-z0-9-]*)/versions/)([1-9][0-9]{0,8})/.+");

    private RouteKeys() {}

    /** Health check of the version. */
    public static SortedMap<String, String> ofVersion(Release release) {
        HealthCheck health = release.config().health();
        String version = version(release.id());
        SortedMap<String, String> keys = new TreeMap<>();
        put(keys, version + "health-path", health.path());
        put(keys, version + "health-host", health.host());
        put(keys, version + "health-method", health.method());
        put(keys, version + "health-status", health.expectedStatus());
        put(keys, version + "health-interval", health.intervalSeconds());
        put(keys, version + "health-timeout", health.timeoutSeconds());
        put(keys, version + "health-rise", health.healthyAfter());
        put(keys, version + "health-fall", health.unhealthyAfter());
        return keys;
    }

    /** Visibility, response timeout and domains of the service. */
    public static SortedMap<String, String> ofService(Release release) {
        String service = release.id().service();
        SortedMap<String, String> keys = new TreeMap<>();
        keys.put(service(service) + "visibility", release.config().publicFacing() ? "public" : "internal");
        put(keys, responseTimeout(service), release.config().responseTimeoutSeconds());
        release.config().extraDomains().forEach(domain -> keys.put(domains(service) + domain, ""));
        return keys;
    }

    /** The version that a key concerns; empty where it concerns none. */
    static Optional<ReleaseId> versionOf(String key) {
        Matcher matcher = VERSION.matcher(key);
        return matcher.matches()
                ? Optional.of(new ReleaseId(
                        matcher.group(1) == null ? matcher.group(2) : matcher.group(1),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** Whether a key is one of those that {@link #ofService} may write. */
    static boolean isSetting(String service, String key) {
        return key.equals(service(service) + "visibility")
                || key.equals(responseTimeout(service))
                || key.startsWith(domains(service));
    }

    static String weight(ReleaseId release) {
        return version(release) + "weight";
    }

    static String service(String service) {
        return SERVICES + service + "/";
    }

    static String responseTimeout(String service) {
        return service(service) + "response-timeout";
    }

    static String domains(String service) {
        return service(service) + "domains/";
    }

    static String version(ReleaseId release) {
        return service(release.service()) + "versions/" + release.version() + "/";
    }

    private static void put(SortedMap<String, String> keys, String key, @Nullable Object value) {
        if (value != null) {
            keys.put(key, value.toString());
        }
    }
}
