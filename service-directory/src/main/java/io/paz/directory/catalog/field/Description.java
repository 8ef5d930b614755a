package io.paz.directory.catalog.field;

/** Description of a service in one line. */
public record Description(String value) {

    private static final int MAX_LENGTH = 500;

    public Description {
        boolean valid = value.codePointCount(0, value.length()) <= MAX_LENGTH
                && value.codePoints().allMatch(Description::isShown);
        InvalidFieldException.unless(
                valid,
                "description",
                value,
                "one line of at most %d characters without control or bidirectional characters".formatted(MAX_LENGTH));
    }

    /** A new description, which must not be empty; earlier releases stored empty ones, which still read. */
    public static Description given(String value) {
        InvalidFieldException.unless(!value.isEmpty(), "description", value, "a text, or no such field");
        return new Description(value);
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> !isBidirectionalControl(codePoint);
            default -> UnitText.isCharacter(codePoint);
        };
    }

    private static boolean isBidirectionalControl(int codePoint) {
        return codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || codePoint >= 0x202A && codePoint <= 0x202E
                || codePoint >= 0x2066 && codePoint <= 0x2069;
    }
}
