package io.paz.scheduler.etcd;

import io.paz.scheduler.deployment.release.HealthCheck;
import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys below {@code /paz/config/services/} that a release has, with their values. Pure. */
public final class RouteKeys {

    private static final String SERVICES = "/paz/config/services/";

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
