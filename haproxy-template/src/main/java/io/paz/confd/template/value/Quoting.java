package io.paz.confd.template.value;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Go's escapes in quoted text, both ways. */
public final class Quoting {

    private static final Map<Character, Character> SIMPLE = Map.of(
            'a', '\u0007', 'b', '\b', 'f', '\f', 'n', '\n', 'r', '\r', 't', '\t', 'v', '\u000b', '\\', '\\', '\'', '\'',
            '"', '"');

    private Quoting() {}

    /** The text that stands between two quotation marks of a template. */
    public static String unquote(String body) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < body.length()) {
            char c = body.charAt(i);
            if (c != '\\') {
                text.append(c);
                i++;
            } else {
                i = escape(body, i + 1, text);
            }
        }
        return text.toString();
    }

    private static int escape(String body, int at, StringBuilder text) {
        char kind = body.charAt(at);
        Character simple = SIMPLE.get(kind);
        if (simple != null) {
            text.append(simple.charValue());
            return at + 1;
        }
        return switch (kind) {
            case 'x' -> code(body, at + 1, 2, 16, 0x7f, text);
            case 'u' -> code(body, at + 1, 4, 16, Character.MAX_CODE_POINT, text);
            case 'U' -> code(body, at + 1, 8, 16, Character.MAX_CODE_POINT, text);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> code(body, at, 3, 8, 0x7f, text);
            default -> throw new FunctionException("unknown escape \\" + kind + " in a quoted text");
        };
    }

    /** Bytes above 0x7f would be part of a character, which this text, being text, cannot hold. */
    private static int code(String body, int from, int digits, int radix, int most, StringBuilder text) {
        int end = from + digits;
        if (end > body.length()) {
            throw new FunctionException("an escape in a quoted text is too short");
        }
        try {
            int code = Integer.parseInt(body.substring(from, end), radix);
            if (code < 0 || code > most) {
                throw new FunctionException("escape with code " + code + " (expected: 0 to " + most + ")");
            }
            text.appendCodePoint(code);
        } catch (NumberFormatException e) {
            throw new FunctionException("an escape in a quoted text has a wrong digit");
        }
        return end;
    }

    /** The text as {@code printf "%q"} writes it. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> appendQuoted(quoted, c));
        return quoted.append('"').toString();
    }

    private static void appendQuoted(StringBuilder quoted, int c) {
        for (Map.Entry<Character, Character> escape : SIMPLE.entrySet()) {
            if (escape.getValue() == c && c != '\'') {
                quoted.append('\\').append(escape.getKey().charValue());
                return;
            }
        }
        if (c < 0x20 || c == 0x7f) {
            quoted.append(String.format("\\x%02x", c));
        } else if (printable(c)) {
            quoted.appendCodePoint(c);
        } else {
            quoted.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
        }
    }

    private static boolean printable(int c) {
        int type = Character.getType(c);
        return c == ' '
                || !(type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                        || type == Character.PRIVATE_USE
                        || type == Character.UNASSIGNED
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR
                        || type == Character.SPACE_SEPARATOR);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
