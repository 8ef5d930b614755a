package io.paz.scheduler.document;

import io.paz.api.directory.ProxySettings;
import io.paz.api.directory.ProxySettings.Maintenance;
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
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }

    static @Nullable ProxySettings write(@Nullable Map<String, String> settings) {
        return settings == null
                ? null
                : new ProxySettings(number(settings, MAX_BODY), words(settings, NETWORKS), maintenance(settings));
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
