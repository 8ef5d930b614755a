package io.paz.directory.catalog.proxy;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What HAProxy does with the requests of a service beside routing them; each option is off when null.
 *
 * @param maxBodyBytes the longest body that a request may have
 */
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

    /** With no option. */
    public static final ProxySettings NONE =
            new ProxySettings(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static final Set<String> ERROR_PAGES = Set.of("503", "504");
    private static final long MAX_BODY_BYTES = 1L << 40;
    private static final int MAX_IDLE_SECONDS = 86_400;
    private static final int MAX_CONNECTIONS = 10_000;
    private static final int MAX_QUEUE_SECONDS = 300;

    public ProxySettings {
        InvalidFieldException.unless(
                maxBodyBytes == null || maxBodyBytes >= 0 && maxBodyBytes <= MAX_BODY_BYTES,
                "proxy.maxBodyBytes",
                maxBodyBytes,
                "0 to " + MAX_BODY_BYTES);
        if (allowedNetworks != null) {
            Network.checkAll("proxy.allowedNetworks", allowedNetworks);
            allowedNetworks = List.copyOf(allowedNetworks);
        }
        check("idleTimeoutSeconds", idleTimeoutSeconds, MAX_IDLE_SECONDS);
        check("maxConnections", maxConnections, MAX_CONNECTIONS);
        check("queueTimeoutSeconds", queueTimeoutSeconds, MAX_QUEUE_SECONDS);
        if (errorPages != null) {
            errorPages = new TreeMap<>(errorPages);
            errorPages.forEach(ProxySettings::checkErrorPage);
        }
    }

    /** A 502 of the service's own would be an answer where HAProxy's silence leads to the second try on another instance. */
    private static void checkErrorPage(String status, @Nullable String page) {
        InvalidFieldException.unless(
                ERROR_PAGES.contains(status),
                "proxy.errorPages",
                status,
                "503 and 504; with a page for 502 no request would be tried again on another instance");
        HtmlPage.check("proxy.errorPages." + status, page == null ? "" : page);
    }

    static void check(String field, @Nullable Integer value, int max) {
        InvalidFieldException.unless(
                value == null || value >= 1 && value <= max, "proxy." + field, value, "1 to " + max);
    }
}
