package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What HAProxy does with the requests of a service beside routing them; each option is off when absent.
 *
 * @param maxBodyBytes the longest body that a request may have
 * @param allowedNetworks addresses and networks that may use the service; all when absent
 * @param maintenance answered in place of the service
 * @param idleTimeoutSeconds how long a WebSocket may be silent; 3600 when absent
 * @param maxConnections requests that one instance has at a time; others wait
 * @param queueTimeoutSeconds how long a request waits for an instance; 10 when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProxySettings(
        @Nullable Long maxBodyBytes,
        @Nullable List<String> allowedNetworks,
        @Nullable Maintenance maintenance,
        @Nullable Integer idleTimeoutSeconds,
        @Nullable Integer maxConnections,
        @Nullable Integer queueTimeoutSeconds,
        @Nullable RateLimit rateLimit,
        @Nullable Boolean compression,
        @Nullable RequestHeaders requestHeaders,
        @Nullable Boolean stickySessions) {

    /** Requests that one client may send within so many seconds. */
    public record RateLimit(
            @Nullable Integer requests, @Nullable Integer seconds) {}

    /**
     * Headers that the instance sees otherwise than the client sent them.
     *
     * @param set values by the names of headers; what the client sent under the name is replaced
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RequestHeaders(
            @Nullable Map<String, String> set, @Nullable List<String> remove) {}

    /**
     * Every request is answered with 503.
     *
     * @param page HTML; Paz's own words when absent
     * @param retryAfterSeconds when clients are to come again; 300 when absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Maintenance(
            @Nullable String page, @Nullable Integer retryAfterSeconds) {}
}
