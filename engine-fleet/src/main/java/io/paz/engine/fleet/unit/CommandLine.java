package io.paz.engine.fleet.unit;

import io.paz.engine.spec.UnrenderableSpecException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line of a unit, one argument to a continued line, because fleet refuses a line of 2,048 bytes or more. An argument
 * that is longer is cut into variables {@code PAZ_E<argument>_<piece>} and put together again by systemd, which substitutes
 * {@code ${X}} inside a word without splitting it.
 */
final class CommandLine {

    /** Bytes of a quoted word; leaves room for the option's name, the variable's name and the continuation. */
    static final int MAX_WORD_LENGTH = 1_900;

    /** Characters of a piece; escaped, each takes four bytes at most. */
    private static final int MAX_PIECE_LENGTH = 450;

    private final String program;
    private final List<String> words = new ArrayList<>();
    private final List<String> assignments = new ArrayList<>();

    /** @param program path and its fixed first arguments, written as they are */
    CommandLine(String program) {
        this.program = program;
    }

    /** Adds an argument that arrives literally. */
    CommandLine add(String field, String value) {
        String word = SystemdQuoting.argument(field, value);
        words.add(bytes(word) <= MAX_WORD_LENGTH ? word : inPieces(field, value));
        return this;
    }

    /** Adds an argument of Paz's own, in which {@code ${X}} is substituted. */
    CommandLine addTemplate(String word) {
        words.add('"' + word + '"');
        return this;
    }

    /** Values for {@code Environment=} that the command line refers to. */
    List<String> assignments() {
        return List.copyOf(assignments);
    }

    /** The value of {@code ExecStart=} and its kin. */
    String text() {
        return program + " \\\n " + String.join(" \\\n ", words);
    }

    private String inPieces(String field, String value) {
        StringBuilder word = new StringBuilder("\"");
        StringBuilder piece = new StringBuilder();
        int first = assignments.size();
        value.codePoints().forEach(point -> {
            String character = Character.toString(point);
            boolean inline = SystemdQuoting.isControl(point) && point != '\t' && point != '\n';
            if (inline || piece.length() >= MAX_PIECE_LENGTH) {
                flush(field, piece, first, word);
            }
            if (inline) {
                word.append(SystemdQuoting.argumentBody(field, character));
            } else {
                piece.append(character);
            }
        });
        flush(field, piece, first, word);
        return requireFit(field, word.append('"').toString());
    }

    private void flush(String field, StringBuilder piece, int first, StringBuilder word) {
        if (piece.isEmpty()) {
            return;
        }
        String variable = "PAZ_E" + words.size() + "_" + (assignments.size() - first);
        assignments.add(SystemdQuoting.assignment(field, variable + "=" + piece));
        word.append("${").append(variable).append('}');
        piece.setLength(0);
    }

    private static String requireFit(String field, String word) {
        if (bytes(word) > MAX_WORD_LENGTH) {
            throw new UnrenderableSpecException(
                    field,
                    "too many control characters for a value of this length"
                            + " (expected: at most about 100 besides tabs and newlines in a long value; encode it, with base64 for instance)");
        }
        return word;
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
