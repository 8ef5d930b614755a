package io.paz.scheduler.routing;

import io.paz.engine.key.ConfigKeys;
import io.paz.engine.key.VersionSetting;
import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.release.Release;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys below {@code /paz/config/services/} that a release has, with their values. Pure. */
public final class RouteKeys {

    private RouteKeys() {}

    /** Health check and protocol of the version. */
    public static SortedMap<String, String> ofVersion(Release release) {
        HealthCheck health = release.config().health();
        SortedMap<String, String> keys = new TreeMap<>();
        put(keys, ConfigKeys.of(release.id(), VersionSetting.HEALTH_PATH), health.path());
        put(keys, ConfigKeys.of(release.id(), VersionSetting.HEALTH_HOST), health.host());
        put(keys, ConfigKeys.of(release.id(), VersionSetting.HEALTH_METHOD), health.method());
        put(keys, ConfigKeys.of(release.id(), VersionSetting.HEALTH_STATUS), health.expectedStatus());
        put(keys, ConfigKeys.of(release.id(), VersionSetting.HEALTH_INTERVAL), health.intervalSeconds());
        put(keys, ConfigKeys.of(release.id(), VersionSetting.HEALTH_TIMEOUT), health.timeoutSeconds());
        put(keys, ConfigKeys.of(release.id(), VersionSetting.HEALTH_RISE), health.healthyAfter());
        put(keys, ConfigKeys.of(release.id(), VersionSetting.HEALTH_FALL), health.unhealthyAfter());
        put(
                keys,
                ConfigKeys.of(release.id(), VersionSetting.PROTOCOL),
                release.config().protocol().setting());
        put(
                keys,
                ConfigKeys.of(release.id(), VersionSetting.PROXY_PROTOCOL),
                release.config().protocol().proxyVersion());
        return keys;
    }

    /** Visibility, response timeout, HTTPS and proxy settings, TCP port, domains and routes of the service. */
    public static SortedMap<String, String> ofService(Release release) {
        String service = release.id().service();
        SortedMap<String, String> keys = new TreeMap<>();
        keys.put(ConfigKeys.visibility(service), release.config().publicFacing() ? "public" : "internal");
        put(keys, ConfigKeys.responseTimeout(service), release.config().responseTimeoutSeconds());
        if (!release.config().redirectsToHttps()) {
            keys.put(ConfigKeys.httpsRedirect(service), "off");
        }
        put(keys, ConfigKeys.hsts(service), release.config().hstsSeconds());
        put(keys, ConfigKeys.tcpPort(service), release.config().protocol().publicPort());
        release.config().extraDomains().forEach(domain -> keys.put(ConfigKeys.domains(service) + domain, ""));
        for (int i = 0; i < release.config().extraRoutes().size(); i++) {
            keys.put(
                    ConfigKeys.routes(service) + (i + 1),
                    release.config().extraRoutes().get(i).setting());
        }
        release.config().proxySettings().forEach((name, value) -> keys.put(ConfigKeys.proxy(service) + name, value));
        return keys;
    }

    /** Whether a key is one of those that {@link #ofService} may write. */
    public static boolean isSetting(String service, String key) {
        return key.equals(ConfigKeys.visibility(service))
                || key.equals(ConfigKeys.responseTimeout(service))
                || key.equals(ConfigKeys.httpsRedirect(service))
                || key.equals(ConfigKeys.hsts(service))
                || key.startsWith(ConfigKeys.proxy(service))
                || key.equals(ConfigKeys.tcpPort(service))
                || key.startsWith(ConfigKeys.domains(service))
                || key.startsWith(ConfigKeys.routes(service));
    }

    private static void put(SortedMap<String, String> keys, String key, @Nullable Object value) {
        if (value != null) {
            keys.put(key, value.toString());
        }
    }
}
