package io.paz.directory.catalog.proxy;

import io.paz.directory.catalog.field.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/**
 * Answer to every request while a service is maintained.
 *
 * @param page HTML; Paz's own words when null
 */
public record Maintenance(@Nullable String page, @Nullable Integer retryAfterSeconds) {

    private static final int MAX_RETRY_SECONDS = 86_400;

    public Maintenance {
        if (page != null) {
            HtmlPage.check("proxy.maintenance.page", page);
        }
        InvalidFieldException.unless(
                retryAfterSeconds == null || retryAfterSeconds >= 1 && retryAfterSeconds <= MAX_RETRY_SECONDS,
                "proxy.maintenance.retryAfterSeconds",
                retryAfterSeconds,
                "1 to " + MAX_RETRY_SECONDS);
    }
}
