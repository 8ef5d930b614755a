package io.paz.http.text;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text for a terminal. What would steer the terminal, or the direction of the text, is shown instead: an escape character as {@code
 * ^[}. Colours are left out. Tabs stay. Pure.
 */
public final class TerminalText {
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int DELETE = 0x7f;
    private static final int LAST_CONTROL = 0x9f;

    private TerminalText() {}

    /** Escapes a single line; a line break within is shown too. */
    public static String line(String text) {
        String unended = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        return shown(unended, false);
    }

    /** Several lines, whose line breaks stay. */
    public static String lines(String text) {
        return shown(text, true);
    }

    private static String shown(String text, boolean lineBreaks) {
        if (text.codePoints().noneMatch(TerminalText::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        COLOURS.matcher(text).replaceAll("").codePoints().forEach(character -> {
            if (isHidden(character) && !(lineBreaks && character == '\n')) {
                shown.append(visible(character));
            } else {
                shown.appendCodePoint(character);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int character) {
        return character < ' ' && character != '\t'
                || character >= DELETE && character <= LAST_CONTROL
                || isLineOrDirection(character);
    }

    /** Line and paragraph separators, and what turns the direction of text around. */
    private static boolean isLineOrDirection(int character) {
        return character == 0x061c
                || character == 0x200e
                || character == 0x200f
                || character >= 0x2028 && character <= 0x202e
                || character >= 0x2066 && character <= 0x2069;
    }

    private static String visible(int character) {
        if (character < ' ') {
            return "^" + (char) (character + '@');
        }
        return character == DELETE ? "^?" : String.format(Locale.ROOT, "<U+%04X>", character);
    }
}
