package io.paz.directory.catalog.field;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Environment variables of a container, in the order in which they were given. A message never shows a value. */
public record Environment(Map<String, String> values) {

    private static final int KIBIBYTE = 1024;
    private static final int MAX_VALUE_LENGTH = 32 * KIBIBYTE;
    private static final int MAX_SIZE = 256 * KIBIBYTE;
    private static final int MAX_NAME = 255;

    /** Paz sets these in every container, whatever a service says. */
    private static final Set<String> RESERVED = Set.of("PAZ_SERVICE", "PAZ_VERSION", "PAZ_INSTANCE");

    public Environment {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach(Environment::check);
        int bytes = values.entrySet().stream()
                .mapToInt(entry -> UnitText.bytes(entry.getKey()) + UnitText.bytes(entry.getValue()))
                .sum();
        InvalidFieldException.unless(
                bytes <= MAX_SIZE, "env", bytes + " bytes", "at most %d bytes together".formatted(MAX_SIZE));
    }

    /** Whether Docker takes it as a name, and a unit can carry it; {@code discovery.type} is one. */
    private static boolean isName(String key) {
        return !key.isEmpty()
                && UnitText.escapedBytes(key) <= MAX_NAME
                && key.codePoints()
                        .allMatch(
                                point -> point != '=' && !Character.isISOControl(point) && UnitText.isCharacter(point));
    }

    /** Requires that no variable is given that Paz sets itself. Not for what is stored: earlier releases accepted them. */
    public void checkNotReserved() {
        values.keySet()
                .forEach(key -> InvalidFieldException.unless(
                        !RESERVED.contains(key),
                        "env",
                        key,
                        "another name, since Paz sets " + new TreeSet<>(RESERVED)));
    }

    private static void check(String key, String value) {
        InvalidFieldException.unless(
                isName(key), "env", key, "names of 1 to %d bytes without = and control characters".formatted(MAX_NAME));
        String field = "env." + key;
        int bytes = UnitText.bytes(value);
        InvalidFieldException.unless(
                bytes <= MAX_VALUE_LENGTH, field, bytes + " bytes", "at most %d bytes".formatted(MAX_VALUE_LENGTH));
        if (!UnitText.isCarried(value)) {
            throw InvalidFieldException.ofSecret(field, UnitText.EXPECTED);
        }
    }
}
