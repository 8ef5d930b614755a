package io.paz.directory.document;

import io.paz.api.directory.ProxySettings.Maintenance;
import io.paz.api.directory.ProxySettings.RateLimit;
import io.paz.api.directory.ProxySettings.RequestHeaders;
import io.paz.api.directory.ProxySettings.ResponseHeaders;
import io.paz.directory.catalog.proxy.ProxySettings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings of HAProxy as they stand in JSON, and back. */
final class ProxyFields {

    private ProxyFields() {}

    static ProxySettings read(io.paz.api.directory.ProxySettings given) {
        return new ProxySettings(
                given.maxBodyBytes(),
                given.allowedNetworks(),
                ifGiven(
                        given.maintenance(),
                        one -> new io.paz.directory.catalog.proxy.Maintenance(one.page(), one.retryAfterSeconds())),
                given.idleTimeoutSeconds(),
                given.maxConnections(),
                given.queueTimeoutSeconds(),
                ifGiven(
                        given.rateLimit(),
                        one -> io.paz.directory.catalog.proxy.RateLimit.of(one.requests(), one.seconds())),
                given.compression(),
                ifGiven(given.requestHeaders(), ProxyFields::headers),
                given.stickySessions(),
                ifGiven(given.basicAuth(), BasicAuthFields::read),
                ifGiven(given.responseHeaders(), ProxyFields::headers),
                given.errorPages());
    }

    private static io.paz.directory.catalog.proxy.ResponseHeaders headers(ResponseHeaders given) {
        return new io.paz.directory.catalog.proxy.ResponseHeaders(
                given.set() == null ? Map.of() : given.set(),
                given.add() == null ? Map.of() : given.add(),
                given.remove() == null ? List.of() : given.remove());
    }

    private static io.paz.directory.catalog.proxy.RequestHeaders headers(RequestHeaders given) {
        return new io.paz.directory.catalog.proxy.RequestHeaders(
                given.set() == null ? Map.of() : given.set(), given.remove() == null ? List.of() : given.remove());
    }

    static io.paz.api.directory.ProxySettings write(ProxySettings settings) {
        return new io.paz.api.directory.ProxySettings(
                settings.maxBodyBytes(),
                settings.allowedNetworks(),
                ifGiven(settings.maintenance(), one -> new Maintenance(one.page(), one.retryAfterSeconds())),
                settings.idleTimeoutSeconds(),
                settings.maxConnections(),
                settings.queueTimeoutSeconds(),
                ifGiven(settings.rateLimit(), one -> new RateLimit(one.requests(), one.seconds())),
                settings.compression(),
                ifGiven(settings.requestHeaders(), ProxyFields::written),
                settings.stickySessions(),
                ifGiven(settings.basicAuth(), BasicAuthFields::write),
                ifGiven(settings.responseHeaders(), ProxyFields::written),
                settings.errorPages());
    }

    private static ResponseHeaders written(io.paz.directory.catalog.proxy.ResponseHeaders headers) {
        return new ResponseHeaders(
                headers.set().isEmpty() ? null : headers.set(),
                headers.add().isEmpty() ? null : headers.add(),
                headers.remove().isEmpty() ? null : headers.remove());
    }

    private static RequestHeaders written(io.paz.directory.catalog.proxy.RequestHeaders headers) {
        return new RequestHeaders(
                headers.set().isEmpty() ? null : headers.set(), headers.remove().isEmpty() ? null : headers.remove());
    }

    private static <A, B> @Nullable B ifGiven(@Nullable A part, Function<A, B> converted) {
        return part == null ? null : converted.apply(part);
    }
}
