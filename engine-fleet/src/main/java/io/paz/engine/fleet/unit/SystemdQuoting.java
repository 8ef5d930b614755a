package io.paz.engine.fleet.unit;

import io.paz.engine.spec.UnrenderableSpecException;

/**
 * The one place that turns a value into text that systemd reads back as that value. No shell is between, so only systemd's
 * own rules count: C escapes and {@code %} everywhere, {@code $} in command lines only.
 */
final class SystemdQuoting {

    private SystemdQuoting() {}

    /** One argument of a command line, as one double-quoted word. */
    static String argument(String field, String value) {
        return '"' + argumentBody(field, value) + '"';
    }

    /** The inside of {@link #argument}, for words that hold a variable besides. */
    static String argumentBody(String field, String value) {
        return body(field, value).replace("$", "$$");
    }

    /** One {@code KEY=value} of {@code Environment=}, as one double-quoted word; {@code $} is literal there. */
    static String assignment(String field, String value) {
        return '"' + body(field, value) + '"';
    }

    /** Text that is not split into words, such as a description: only {@code %} means anything. */
    static String text(String field, String value) {
        value.codePoints().forEach(point -> {
            requireReadable(field, point);
            if (isControl(point)) {
                throw new UnrenderableSpecException(
                        field, describe(point) + " (expected: one line without control characters)");
            }
        });
        return value.replace("%", "%%");
    }

    static boolean isControl(int point) {
        return point < ' ' || point == 0x7f;
    }

    private static String body(String field, String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        value.codePoints().forEach(point -> {
            requireReadable(field, point);
            append(escaped, point);
        });
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int point) {
        switch (point) {
            case '\\' -> escaped.append("\\\\");
            case '"' -> escaped.append("\\\"");
            case '%' -> escaped.append("%%");
            case '\n' -> escaped.append("\\n");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (isControl(point)) {
                    escaped.append("\\x").append(String.format("%02x", point));
                } else {
                    escaped.appendCodePoint(point);
                }
            }
        }
    }

    /** systemd drops a whole line for one character that it takes for invalid, and no process can be given a NUL. */
    private static void requireReadable(String field, int point) {
        boolean nonCharacter = (point & 0xfffe) == 0xfffe || (point >= 0xfdd0 && point <= 0xfdef);
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        if (point == 0 || nonCharacter || surrogate) {
            throw new UnrenderableSpecException(
                    field, describe(point) + " (expected: no NUL, no Unicode non-character, no lone surrogate)");
        }
    }

    private static String describe(int point) {
        return String.format("contains U+%04X", point);
    }
}
