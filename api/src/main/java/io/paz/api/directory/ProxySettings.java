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
 * @param errorPages HTML in place of Paz's own words, by the status 503 or 504
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
        @Nullable Boolean stickySessions,
        @Nullable BasicAuth basicAuth,
        @Nullable ResponseHeaders responseHeaders,
        @Nullable Map<String, String> errorPages) {

    /**
     * Clients get nothing without a user and a password.
     *
     * @param realm what the browser asks for; the service's name when absent
     * @param passCredentials whether the instance sees the header Authorization
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BasicAuth(
            @Nullable String realm,
            @Nullable List<User> users,
            @Nullable Boolean passCredentials) {

        /**
         * One who may use a service. Answers have the name alone.
         *
         * @param password only sent, never stored
         * @param passwordHash as crypt(3) writes it
         */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        public record User(
                @Nullable String name,
                @Nullable String password,
                @Nullable String passwordHash) {

            @Override
            public String toString() {
                return "User[name=" + name + "]";
            }
        }
    }

    /**
     * Headers that clients see otherwise than the instance sent them.
     *
     * @param set values by the names of headers; what the instance sent under the name is replaced
     * @param add values by the names of headers, beside what the instance sent under the name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResponseHeaders(
            @Nullable Map<String, String> set,
            @Nullable Map<String, String> add,
            @Nullable List<String> remove) {}

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
