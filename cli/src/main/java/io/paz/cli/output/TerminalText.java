package io.paz.cli.output;

/** Text of the platform as a terminal may have it: what a terminal would act on is shown instead. */
public final class TerminalText {

    private static final int DELETE = 0x7f;
    private static final int CARET = 0x40;

    private TerminalText() {}

    /** One line: an escape is {@code ^[}, a new line {@code ^J}; further controls and what turns the direction of text are {@code <U+202E>}. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(escaped, point));
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int point) {
        if (point < ' ' || point == DELETE) {
            escaped.append('^').append((char) (point ^ CARET));
        } else if (isShown(point)) {
            escaped.appendCodePoint(point);
        } else {
            escaped.append(String.format("<U+%04X>", point));
        }
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
