package io.paz.announcer;

import io.paz.engine.key.AnnouncementKeys;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * An instance that its sidekick wants announced.
 *
 * @param container name of its container
 * @param port of the container
 * @param platform id that the container's label must have
 * @param key in etcd
 */
public record Registration(String container, int port, String platform, String key, HealthCheck check) {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_SECONDS = 9_999;
    private static final Pattern CONTAINER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern PLATFORM = Pattern.compile("[A-Za-z0-9_.-]{0,128}");
    private static final Pattern PATH = Pattern.compile("|/[!-~]{0,2047}");
    private static final Pattern METHOD = Pattern.compile("GET|HEAD|OPTIONS");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_\\[\\]-]{1,255}");

    /**
     * Reads the fields that a sidekick sends.
     *
     * @throws InvalidRegistrationException when one of them is missing, or is not as expected
     */
    public static Registration parse(Map<String, String> fields) {
        return new Registration(
                text(fields, "container", CONTAINER, "the name of a container"),
                number(fields, "port", MAX_PORT),
                text(fields, "platform", PLATFORM, "the id of a platform"),
                text(fields, "key", AnnouncementKeys::isInstance, AnnouncementKeys.FORM),
                new HealthCheck(
                        text(fields, "path", PATH, "nothing, or a path without blanks"),
                        text(fields, "method", METHOD, "GET, HEAD or OPTIONS"),
                        text(fields, "host", HOST, "a host name"),
                        StatusRanges.parse(fields.getOrDefault("statuses", "")),
                        Duration.ofSeconds(number(fields, "interval", MAX_SECONDS)),
                        Duration.ofSeconds(number(fields, "timeout", MAX_SECONDS)),
                        number(fields, "rise", MAX_SECONDS),
                        number(fields, "fall", MAX_SECONDS)));
    }

    /**
     * Time until this instance's own moment within the interval. So the checks of a host are spread over it, also when all came at once
     * before: at a start, or after a pause.
     *
     * @param now in nanoseconds
     */
    Duration untilNextCheck(long now) {
        long interval = check.interval().toNanos();
        return Duration.ofNanos(interval - Math.floorMod(now - ownMoment(interval), interval));
    }

    /** Keys that differ in their last digit only are far from each other: Fibonacci hashing. */
    private long ownMoment(long interval) {
        double share = (double) (key.hashCode() * 0x9E3779B97F4A7C15L >>> 1) / Long.MAX_VALUE;
        return (long) (share * interval);
    }

    private static String text(Map<String, String> fields, String name, Pattern pattern, String expected) {
        return text(fields, name, pattern.asMatchPredicate(), expected);
    }

    private static String text(Map<String, String> fields, String name, Predicate<String> accepts, String expected) {
        String value = fields.getOrDefault(name, "");
        if (!accepts.test(value)) {
            throw refused(name, value, expected);
        }
        return value;
    }

    private static int number(Map<String, String> fields, String name, int max) {
        String value = fields.getOrDefault(name, "");
        if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > max) {
            throw refused(name, value, "a number from 1 to " + max);
        }
        return Integer.parseInt(value);
    }

    private static InvalidRegistrationException refused(String name, String value, String expected) {
        String printable = value.replaceAll("[^ -~]", "?");
        String shown = printable.length() > 100 ? printable.substring(0, 100) + "..." : printable;
        return new InvalidRegistrationException(name + ": \"" + shown + "\" (expected: " + expected + ")");
    }
}
