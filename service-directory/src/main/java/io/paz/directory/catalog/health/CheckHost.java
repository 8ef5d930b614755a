package io.paz.directory.catalog.health;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Host header of a health check: a host name or an IPv4 address, with a port or without. */
public record CheckHost(String value) {

    private static final int MAX_LENGTH = 259;
    private static final int MAX_NAME = 253;
    private static final int MAX_PORT = 65535;
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern SHAPE =
            Pattern.compile("(" + LABEL + "(?:\\." + LABEL + ")*+)(?::([1-9][0-9]{0,4}))?");

    public CheckHost {
        InvalidFieldException.unless(
                isHost(value),
                "healthCheck.host",
                value,
                "a host name such as shop.example.com, of letters, digits, - and dots, with a port such as :8080 or without");
    }

    private static boolean isHost(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (text.length() > MAX_LENGTH || !parts.matches() || parts.group(1).length() > MAX_NAME) {
            return false;
        }
        String port = parts.group(2);
        return port == null || Integer.parseInt(port) <= MAX_PORT;
    }

    @Override
    public String toString() {
        return value;
    }
}
