package io.paz.host.unit.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The escapes that systemd takes over from C: {@code \n}, {@code \x41}, {@code \101}, {@code \u00e9} and their like. */
public final class CEscape {
    private static final String NAMES = "abfnrtv\\\"'s";
    private static final String VALUES = "\u0007\b\f\n\r\t\u000b\\\"' ";

    private CEscape() {}

    /**
     * Decodes the escape whose first character after the backslash stands at the position.
     *
     * @return how many characters it takes; 0 if it is no escape
     */
    public static int decode(String text, int at, ByteArrayOutputStream to) {
        char first = text.charAt(at);
        int named = NAMES.indexOf(first);
        if (named >= 0) {
            to.write(VALUES.charAt(named));
            return 1;
        }
        return switch (first) {
            case 'x' -> octet(text, at + 1, 2, 16, to) ? 3 : 0;
            case 'u' -> character(text, at + 1, 4, to) ? 5 : 0;
            case 'U' -> character(text, at + 1, 8, to) ? 9 : 0;
            default -> octet(text, at, 3, 8, to) ? 3 : 0;
        };
    }

    private static boolean octet(String text, int at, int digits, int radix, ByteArrayOutputStream to) {
        long value = number(text, at, digits, radix);
        boolean valid = value > 0 && value < 256;
        if (valid) {
            to.write((int) value);
        }
        return valid;
    }

    private static boolean character(String text, int at, int digits, ByteArrayOutputStream to) {
        long value = number(text, at, digits, 16);
        boolean valid = value > 0 && value <= Character.MAX_CODE_POINT && (value < 0xD800 || value > 0xDFFF);
        if (valid) {
            to.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
        }
        return valid;
    }

    /** The number of exactly so many digits; 0, which no escape may mean, if they are not there. */
    private static long number(String text, int at, int digits, int radix) {
        if (at + digits > text.length()) {
            return 0;
        }
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return 0;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
