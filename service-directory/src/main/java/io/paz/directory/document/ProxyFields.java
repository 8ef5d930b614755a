package io.paz.directory.document;

import io.paz.directory.catalog.proxy.Maintenance;
import io.paz.directory.catalog.proxy.ProxySettings;
import org.jspecify.annotations.Nullable;

/** Settings of HAProxy as they stand in JSON, and back. */
final class ProxyFields {

    private ProxyFields() {}

    static ProxySettings read(io.paz.api.directory.ProxySettings given) {
        return new ProxySettings(given.maxBodyBytes(), given.allowedNetworks(), maintenance(given.maintenance()));
    }

    private static @Nullable Maintenance maintenance(io.paz.api.directory.ProxySettings.@Nullable Maintenance given) {
        return given == null ? null : new Maintenance(given.page(), given.retryAfterSeconds());
    }

    static io.paz.api.directory.ProxySettings write(ProxySettings settings) {
        return new io.paz.api.directory.ProxySettings(
                settings.maxBodyBytes(), settings.allowedNetworks(), write(settings.maintenance()));
    }

    private static io.paz.api.directory.ProxySettings.@Nullable Maintenance write(@Nullable Maintenance settings) {
        return settings == null
                ? null
                : new io.paz.api.directory.ProxySettings.Maintenance(settings.page(), settings.retryAfterSeconds());
    }
}
