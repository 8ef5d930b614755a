package io.paz.host.unit;

import io.paz.host.unit.text.InvalidUnitException;
import java.util.Set;

/**
 * The full name of a unit, such as {@code web.service}, {@code web@.service} (a template) or {@code web@1.service} (an
 * instance of it). The rules and the messages are fleet's.
 */
public record UnitName(String text) implements Comparable<UnitName> {
    private static final int MAX_LENGTH = 256;
    private static final String PUNCTUATION = ":-_.\\@";
    private static final Set<String> TYPES = Set.of(
            "automount",
            "busname",
            "device",
            "mount",
            "path",
            "scope",
            "service",
            "slice",
            "snapshot",
            "socket",
            "swap",
            "target",
            "timer");
    private static final Set<String> TEMPLATE_TYPES = Set.of("path", "service", "socket", "target", "timer");

    /** @throws InvalidUnitException if the text is not a unit name */
    public UnitName {
        checkLength(text);
        checkType(text);
        checkCharacters(text);
    }

    private static void checkLength(String text) {
        if (text.isEmpty()) {
            throw new InvalidUnitException("unit name cannot be empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw new InvalidUnitException("unit name exceeds maximum length (" + MAX_LENGTH + ")");
        }
    }

    private static void checkType(String text) {
        int dot = text.lastIndexOf('.');
        if (dot == -1) {
            throw new InvalidUnitException("unit name must contain \".\"");
        }
        String type = text.substring(dot + 1);
        if (type.isEmpty()) {
            throw new InvalidUnitException("unit name cannot end in \".\"");
        }
        if (!TYPES.contains(type)) {
            throw new InvalidUnitException("invalid unit type: \"" + type + "\"");
        }
        if (text.contains("@") && !TEMPLATE_TYPES.contains(type)) {
            throw new InvalidUnitException("invalid unit type for template: \"" + type + "\"");
        }
    }

    private static void checkCharacters(String text) {
        text.substring(0, text.lastIndexOf('.'))
                .codePoints()
                .filter(character -> !isAllowed(character))
                .findFirst()
                .ifPresent(character -> {
                    throw new InvalidUnitException(
                            "invalid character '" + Character.toString(character) + "' in unit name");
                });
        if (text.startsWith("@")) {
            throw new InvalidUnitException("unit name cannot start in \"@\"");
        }
    }

    private static boolean isAllowed(int character) {
        return character < 128 && (Character.isLetterOrDigit(character) || PUNCTUATION.indexOf(character) >= 0);
    }

    /** {@code web@1} of {@code web@1.service}. */
    public String withoutType() {
        return text.substring(0, text.lastIndexOf('.'));
    }

    /** {@code service} of {@code web@1.service}. */
    public String type() {
        return text.substring(text.lastIndexOf('.') + 1);
    }

    /** {@code web} of {@code web@1.service}, and of {@code web.service}. */
    public String prefix() {
        String name = withoutType();
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    /** {@code 1} of {@code web@1.service}; empty if the unit is not an instance. */
    public String instance() {
        String name = withoutType();
        int at = name.indexOf('@');
        return at < 0 ? "" : name.substring(at + 1);
    }

    public boolean isTemplate() {
        return withoutType().contains("@") && instance().isEmpty();
    }

    @Override
    public int compareTo(UnitName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
