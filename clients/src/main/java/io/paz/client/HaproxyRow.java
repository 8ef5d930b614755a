package io.paz.client;

import java.util.Map;

/**
 * One line of HAProxy's statistics, by the names of HAProxy's management guide. Counters count from the start of the process: a
 * reload begins anew.
 */
public record HaproxyRow(Map<String, String> fields) {

    private static final String BACKEND = "BACKEND";
    private static final String FRONTEND = "FRONTEND";

    public HaproxyRow {
        fields = Map.copyOf(fields);
    }

    /** The front end or back end that it belongs to. */
    public String proxy() {
        return text("pxname");
    }

    /** Name of the server; of a whole proxy {@code FRONTEND} or {@code BACKEND}. */
    public String server() {
        return text("svname");
    }

    public boolean isServer() {
        return !server().equals(BACKEND) && !server().equals(FRONTEND);
    }

    public boolean isBackend() {
        return server().equals(BACKEND);
    }

    /** {@code UP}, {@code DOWN}, {@code MAINT}, {@code UP 1/3}, {@code no check}, ... */
    public String status() {
        return text("status");
    }

    /** {@code L7OK}, {@code L4CON}, ...; begins with {@code *} or {@code INI} while no check has ended, empty without checks. */
    public String checkStatus() {
        return text("check_status");
    }

    /** A counter or gauge; 0 where HAProxy shows none. */
    public long number(String field) {
        String value = text(field);
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    private String text(String field) {
        return fields.getOrDefault(field, "");
    }
}
