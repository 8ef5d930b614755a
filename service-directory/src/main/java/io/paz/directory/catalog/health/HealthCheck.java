package io.paz.directory.catalog.health;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Health check of an instance; a null component was not given. */
public record HealthCheck(
        @Nullable String path,
        @Nullable Integer intervalSeconds,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer healthyAfter,
        @Nullable Integer unhealthyAfter,
        @Nullable Integer startPeriodSeconds,
        @Nullable CheckHost host,
        @Nullable CheckMethod method,
        @Nullable ExpectedStatus expectedStatus) {

    private static final int MAX_PATH_LENGTH = 255;
    private static final int DEFAULT_INTERVAL = 2;
    private static final Pattern PATH = Pattern.compile("(?!.*//)/[A-Za-z0-9._~+,=:@%&?/-]*");

    public HealthCheck {
        InvalidFieldException.unless(
                path == null
                        || path.length() <= MAX_PATH_LENGTH
                                && PATH.matcher(path).matches(),
                "healthCheck.path",
                path,
                "a path that begins with /, has no //, and is of at most %d letters, digits and . _ ~ + , = : @ %% & ? / -"
                        .formatted(MAX_PATH_LENGTH));
        checkRange("intervalSeconds", intervalSeconds, 300);
        checkRange("timeoutSeconds", timeoutSeconds, 60);
        checkRange("healthyAfter", healthyAfter, 10);
        checkRange("unhealthyAfter", unhealthyAfter, 10);
        checkRange("startPeriodSeconds", startPeriodSeconds, 86_400);
        int interval = intervalSeconds == null ? DEFAULT_INTERVAL : intervalSeconds;
        InvalidFieldException.unless(
                timeoutSeconds == null || timeoutSeconds <= interval,
                "healthCheck.timeoutSeconds",
                timeoutSeconds,
                "at most the interval, which is " + interval);
        checkNeedsPath("host", path, host);
        checkNeedsPath("method", path, method);
        checkNeedsPath("expectedStatus", path, expectedStatus);
    }

    private static void checkNeedsPath(String field, @Nullable String path, @Nullable Object value) {
        InvalidFieldException.unless(
                path != null || value == null,
                "healthCheck." + field,
                String.valueOf(value),
                "absent without healthCheck.path, since only an HTTP check asks with it");
    }

    private static void checkRange(String field, @Nullable Integer value, int highest) {
        boolean valid = value == null || value >= 1 && value <= highest;
        InvalidFieldException.unless(valid, "healthCheck." + field, value, "1 to " + highest);
    }
}
