package io.paz.directory.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Environment variables of a container, in the order in which they were given. A message never shows a value. */
public record Environment(Map<String, String> values) {

    private static final int KIBIBYTE = 1024;
    private static final int LONGEST_VALUE = 32 * KIBIBYTE;
    private static final int LARGEST = 256 * KIBIBYTE;
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

    public Environment {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach(Environment::check);
        int bytes = values.entrySet().stream()
                .mapToInt(entry -> UnitText.bytes(entry.getKey()) + UnitText.bytes(entry.getValue()))
                .sum();
        InvalidFieldException.unless(
                bytes <= LARGEST, "env", bytes + " bytes", "at most %d bytes together".formatted(LARGEST));
    }

    private static void check(String key, String value) {
        InvalidFieldException.unless(
                KEY.matcher(key).matches(), "env", key, "names of letters, digits and _, not beginning with a digit");
        String field = "env." + key;
        int bytes = UnitText.bytes(value);
        InvalidFieldException.unless(
                bytes <= LONGEST_VALUE, field, bytes + " bytes", "at most %d bytes".formatted(LONGEST_VALUE));
        if (!UnitText.isCarried(value)) {
            throw InvalidFieldException.ofSecret(field, UnitText.EXPECTED);
        }
    }
}
