package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What HAProxy does with the requests of a service beside routing them; each option is off when absent.
 *
 * @param maxBodyBytes the longest body that a request may have
 * @param allowedNetworks addresses and networks that may use the service; all when absent
 * @param maintenance answered in place of the service
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProxySettings(
        @Nullable Long maxBodyBytes,
        @Nullable List<String> allowedNetworks,
        @Nullable Maintenance maintenance) {

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
