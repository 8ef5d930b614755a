package io.paz.host.unit.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes one word after another from a line, as systemd does: split at white space, quotes of both kinds removed wherever
 * they stand, C escapes resolved in and outside of them.
 */
public final class Words {
    private static final String WHITESPACE = " \t\n\r";

    private final String line;
    private final boolean keepUnknownEscapes;
    private int at;

    /** @param keepUnknownEscapes whether {@code \q} stays as it is, instead of being refused */
    public Words(String line, boolean keepUnknownEscapes) {
        this.line = line;
        this.keepUnknownEscapes = keepUnknownEscapes;
        skipWhitespace();
    }

    /** All words of a line in which unknown escapes are refused. */
    public static List<String> all(String line) {
        List<String> words = new ArrayList<>();
        Words rest = new Words(line, false);
        for (String word = rest.next(); word != null; word = rest.next()) {
            words.add(word);
        }
        return words;
    }

    public boolean hasMore() {
        return at < line.length();
    }

    /** Whether the token stands here as a word of its own; if so, it is taken. */
    public boolean takeToken(String token) {
        int end = at + token.length();
        boolean found = line.startsWith(token, at) && (end == line.length() || isWhitespace(line.charAt(end)));
        if (found) {
            at = end;
            skipWhitespace();
        }
        return found;
    }

    /** The next word, which may be empty if it was quoted; null at the end of the line. */
    @Nullable
    public String next() {
        if (!hasMore()) {
            return null;
        }
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        char quote = 0;
        while (hasMore()) {
            int c = line.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\\') {
                escape(word);
            } else if (quote == 0 && isWhitespace(c)) {
                break;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = (char) c;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else {
                word.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        if (quote != 0) {
            throw new InvalidUnitException("unbalanced quoting in: " + line);
        }
        skipWhitespace();
        return text(word);
    }

    private void escape(ByteArrayOutputStream word) {
        if (!hasMore()) {
            throw new InvalidUnitException("trailing backslash in: " + line);
        }
        int length = CEscape.decode(line, at, word);
        if (length == 0) {
            keepUnknownEscape(word);
        }
        at += length;
    }

    private void keepUnknownEscape(ByteArrayOutputStream word) {
        if (!keepUnknownEscapes) {
            throw new InvalidUnitException("unknown escape \"\\" + line.charAt(at) + "\" in: " + line);
        }
        int c = line.codePointAt(at);
        at += Character.charCount(c);
        word.writeBytes(("\\" + Character.toString(c)).getBytes(StandardCharsets.UTF_8));
    }

    private String text(ByteArrayOutputStream word) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(word.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidUnitException("escapes that are no UTF-8 text in: " + line);
        }
    }

    private void skipWhitespace() {
        while (hasMore() && isWhitespace(line.charAt(at))) {
            at++;
        }
    }

    private static boolean isWhitespace(int c) {
        return WHITESPACE.indexOf(c) >= 0;
    }
}
