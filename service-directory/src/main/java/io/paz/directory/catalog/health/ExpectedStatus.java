package io.paz.directory.catalog.health;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The status codes with which a healthy instance answers: codes and ranges of codes, {@code 200-299,401}. */
public record ExpectedStatus(String value) {

    private static final int MAX_LENGTH = 100;
    private static final Pattern RANGE = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

    public ExpectedStatus {
        InvalidFieldException.unless(
                isStatus(value),
                "healthCheck.expectedStatus",
                value,
                "codes from 100 to 599 and ranges of them, such as 200-399 or 200,204; at most %d characters"
                        .formatted(MAX_LENGTH));
    }

    private static boolean isStatus(String text) {
        return text.length() <= MAX_LENGTH && Arrays.stream(text.split(",", -1)).allMatch(ExpectedStatus::isRange);
    }

    private static boolean isRange(String text) {
        Matcher codes = RANGE.matcher(text);
        return codes.matches() && (codes.group(2) == null || codes.group(1).compareTo(codes.group(2)) <= 0);
    }

    @Override
    public String toString() {
        return value;
    }
}
