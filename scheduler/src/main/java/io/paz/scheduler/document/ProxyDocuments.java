package io.paz.scheduler.document;

import io.paz.api.directory.ProxySettings;
import io.paz.api.directory.ProxySettings.Maintenance;
import io.paz.api.directory.ProxySettings.RateLimit;
import io.paz.api.directory.ProxySettings.RequestHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Converts what HAProxy does with the requests of a service beside routing them. The scheduler has it as the values that HAProxy's template
 * reads, by their keys below {@code proxy/}, so that it needs to know no option elsewhere.
 */
final class ProxyDocuments {

    private static final String MAX_BODY = "max-body";
    private static final String NETWORKS = "networks";
    private static final String MAINTENANCE_PAGE = "maintenance-page";
    private static final String MAINTENANCE = "maintenance";
    private static final String IDLE_TIMEOUT = "idle-timeout";
    private static final String MAX_CONNECTIONS = "max-connections";
    private static final String QUEUE_TIMEOUT = "queue-timeout";
    private static final String RATE_REQUESTS = "rate-requests";
    private static final String RATE_SECONDS = "rate-seconds";
    private static final String COMPRESSION = "compression";
    private static final String STICKY = "sticky";
    private static final String ERROR_PAGE = "error-page-";
    private static final String HEADER = "header-";

    private ProxyDocuments() {}

    static @Nullable Map<String, String> read(@Nullable ProxySettings given) {
        if (given == null) {
            return null;
        }
        SortedMap<String, String> settings = new TreeMap<>();
        put(settings, MAX_BODY, given.maxBodyBytes());
        put(settings, NETWORKS, given.allowedNetworks() == null ? null : String.join(" ", given.allowedNetworks()));
        Maintenance maintenance = given.maintenance();
        if (maintenance != null) {
            Integer retry = maintenance.retryAfterSeconds();
            settings.put(MAINTENANCE, retry == null ? "" : retry.toString());
            put(settings, MAINTENANCE_PAGE, maintenance.page());
        }
        put(settings, IDLE_TIMEOUT, given.idleTimeoutSeconds());
        put(settings, MAX_CONNECTIONS, given.maxConnections());
        put(settings, QUEUE_TIMEOUT, given.queueTimeoutSeconds());
        if (given.rateLimit() != null) {
            put(settings, RATE_REQUESTS, given.rateLimit().requests());
            put(settings, RATE_SECONDS, given.rateLimit().seconds());
        }
        if (Boolean.TRUE.equals(given.compression())) {
            settings.put(COMPRESSION, "gzip");
        }
        if (Boolean.TRUE.equals(given.stickySessions())) {
            settings.put(STICKY, "cookie");
        }
        if (given.requestHeaders() != null) {
            headers(settings, given.requestHeaders());
        }
        if (given.responseHeaders() != null) {
            ResponseHeaderDocuments.read(settings, given.responseHeaders());
        }
        if (given.errorPages() != null) {
            given.errorPages().forEach((status, page) -> settings.put(ERROR_PAGE + status, page));
        }
        if (given.basicAuth() != null) {
            BasicAuthDocuments.read(settings, given.basicAuth());
        }
        return settings;
    }

    /** Those that are set with a space and their value behind the name. */
    private static void headers(Map<String, String> settings, RequestHeaders headers) {
        List<String> lines = new ArrayList<>();
        if (headers.set() != null) {
            headers.set().forEach((name, value) -> lines.add(name + " " + value));
        }
        if (headers.remove() != null) {
            lines.addAll(headers.remove());
        }
        for (int i = 0; i < lines.size(); i++) {
            settings.put(HEADER + (i + 1), lines.get(i));
        }
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }

    static @Nullable ProxySettings write(@Nullable Map<String, String> settings) {
        return settings == null
                ? null
                : new ProxySettings(
                        number(settings, MAX_BODY),
                        words(settings, NETWORKS),
                        maintenance(settings),
                        integer(settings, IDLE_TIMEOUT),
                        integer(settings, MAX_CONNECTIONS),
                        integer(settings, QUEUE_TIMEOUT),
                        settings.containsKey(RATE_REQUESTS)
                                ? new RateLimit(integer(settings, RATE_REQUESTS), integer(settings, RATE_SECONDS))
                                : null,
                        settings.containsKey(COMPRESSION) ? Boolean.TRUE : null,
                        headers(settings),
                        settings.containsKey(STICKY) ? Boolean.TRUE : null,
                        BasicAuthDocuments.write(settings),
                        ResponseHeaderDocuments.write(settings),
                        errorPages(settings));
    }

    private static @Nullable RequestHeaders headers(Map<String, String> settings) {
        SortedMap<String, String> set = new TreeMap<>();
        List<String> remove = new ArrayList<>();
        int number = 1;
        for (String line = settings.get(HEADER + number); line != null; line = settings.get(HEADER + ++number)) {
            String[] header = line.split(" ", 2);
            if (header.length == 1) {
                remove.add(header[0]);
            } else {
                set.put(header[0], header[1]);
            }
        }
        return set.isEmpty() && remove.isEmpty()
                ? null
                : new RequestHeaders(set.isEmpty() ? null : set, remove.isEmpty() ? null : remove);
    }

    private static @Nullable Map<String, String> errorPages(Map<String, String> settings) {
        SortedMap<String, String> pages = new TreeMap<>();
        settings.forEach((name, page) -> {
            if (name.startsWith(ERROR_PAGE)) {
                pages.put(name.substring(ERROR_PAGE.length()), page);
            }
        });
        return pages.isEmpty() ? null : pages;
    }

    private static @Nullable Integer integer(Map<String, String> settings, String name) {
        String value = settings.get(name);
        return value == null ? null : Integer.valueOf(value);
    }

    private static @Nullable Maintenance maintenance(Map<String, String> settings) {
        String retry = settings.get(MAINTENANCE);
        return retry == null
                ? null
                : new Maintenance(settings.get(MAINTENANCE_PAGE), retry.isEmpty() ? null : Integer.valueOf(retry));
    }

    private static @Nullable Long number(Map<String, String> settings, String name) {
        String value = settings.get(name);
        return value == null ? null : Long.valueOf(value);
    }

    private static @Nullable List<String> words(Map<String, String> settings, String name) {
        String value = settings.get(name);
        return value == null ? null : Arrays.asList(value.split(" "));
    }
}
