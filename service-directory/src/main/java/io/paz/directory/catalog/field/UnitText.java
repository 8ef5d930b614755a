package io.paz.directory.catalog.field;

import java.nio.charset.StandardCharsets;

/** Rules for text that becomes one word of a line in a unit file. */
final class UnitText {

    /** Bytes of a word that is carried on one line; longer ones are cut into pieces, which hold no control characters. */
    private static final int MAX_WORD_LENGTH = 1500;

    static final String EXPECTED =
            "Unicode text without NUL and noncharacters; over 1,500 bytes, each control character"
                    + " counted as 4, also without control characters but tab and newline";

    private UnitText() {}

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether a unit can carry the text, whatever its length. */
    static boolean isCarried(String text) {
        boolean whole = text.codePoints().allMatch(UnitText::isCharacter);
        return whole && (isOneLine(text) || text.chars().noneMatch(UnitText::isControlOfNoPiece));
    }

    /** Whether the text, once it is escaped, stays within one line. */
    static boolean isOneLine(String text) {
        return escapedBytes(text) <= MAX_WORD_LENGTH;
    }

    static int escapedBytes(String text) {
        return bytes(text) + text.chars().map(UnitText::addedByEscaping).sum();
    }

    /** Systemd drops a line that holds NUL, half a surrogate pair or one of Unicode's noncharacters. */
    static boolean isCharacter(int codePoint) {
        boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
        boolean noncharacter = codePoint >= 0xFDD0 && codePoint <= 0xFDEF || (codePoint & 0xFFFE) == 0xFFFE;
        return codePoint != 0 && !surrogate && !noncharacter;
    }

    private static boolean isControlOfNoPiece(int character) {
        return isControl(character) && character != '\t' && character != '\n';
    }

    private static boolean isControl(int character) {
        return character < ' ' || character == 0x7f;
    }

    private static int addedByEscaping(int character) {
        if (isControl(character)) {
            return "\\x01".length() - 1;
        }
        return "\\\"%$".indexOf(character) >= 0 ? 1 : 0;
    }
}
