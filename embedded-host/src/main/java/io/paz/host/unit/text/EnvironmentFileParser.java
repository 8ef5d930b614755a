package io.paz.host.unit.text;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a file of {@code KEY=value} lines as systemd reads an {@code EnvironmentFile=}: comments, quotes of both kinds,
 * escapes, values that go on over a line end. Assignments whose key is no variable name are left out.
 */
public final class EnvironmentFileParser {
    private enum State {
        BEFORE_KEY,
        KEY,
        BEFORE_VALUE,
        VALUE,
        VALUE_ESCAPE,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        DOUBLE_QUOTED_ESCAPE,
        COMMENT,
        COMMENT_ESCAPE
    }

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final StringBuilder key = new StringBuilder();
    private final StringBuilder value = new StringBuilder();
    private int protectedLength;
    private State state = State.BEFORE_KEY;

    private EnvironmentFileParser() {}

    public static Map<String, String> parse(String text) {
        EnvironmentFileParser parser = new EnvironmentFileParser();
        (text + "\n").chars().forEach(c -> parser.accept((char) c));
        if (parser.state != State.BEFORE_KEY && parser.state != State.COMMENT) {
            parser.finish();
        }
        return parser.variables;
    }

    private void accept(char c) {
        state = switch (state) {
            case BEFORE_KEY -> beforeKey(c);
            case KEY -> key(c);
            case BEFORE_VALUE, VALUE -> value(c);
            case VALUE_ESCAPE -> c == '\n' ? State.VALUE : append(c, State.VALUE);
            case SINGLE_QUOTED -> c == '\'' ? State.BEFORE_VALUE : append(c, State.SINGLE_QUOTED);
            case DOUBLE_QUOTED -> doubleQuoted(c);
            case DOUBLE_QUOTED_ESCAPE -> doubleQuotedEscape(c);
            case COMMENT -> c == '\\' ? State.COMMENT_ESCAPE : c == '\n' ? State.BEFORE_KEY : State.COMMENT;
            case COMMENT_ESCAPE -> State.COMMENT;
        };
    }

    private State beforeKey(char c) {
        if (c == '#' || c == ';') {
            return State.COMMENT;
        }
        if (Character.isWhitespace(c)) {
            return State.BEFORE_KEY;
        }
        key.append(c);
        return State.KEY;
    }

    private State key(char c) {
        if (c == '\n') {
            clear();
            return State.BEFORE_KEY;
        }
        if (c == '=') {
            return State.BEFORE_VALUE;
        }
        key.append(c);
        return State.KEY;
    }

    private State value(char c) {
        if (c == '\n') {
            finish();
            return State.BEFORE_KEY;
        }
        if (state == State.BEFORE_VALUE) {
            if (c == '\'') {
                return State.SINGLE_QUOTED;
            }
            if (c == '"') {
                return State.DOUBLE_QUOTED;
            }
            if (Character.isWhitespace(c)) {
                return State.BEFORE_VALUE;
            }
        }
        if (c == '\\') {
            return State.VALUE_ESCAPE;
        }
        value.append(c);
        return State.VALUE;
    }

    private State doubleQuoted(char c) {
        return switch (c) {
            case '"' -> State.BEFORE_VALUE;
            case '\\' -> State.DOUBLE_QUOTED_ESCAPE;
            default -> append(c, State.DOUBLE_QUOTED);
        };
    }

    private State doubleQuotedEscape(char c) {
        if ("\"\\`$".indexOf(c) >= 0) {
            return append(c, State.DOUBLE_QUOTED);
        }
        if (c != '\n') {
            value.append('\\');
            return append(c, State.DOUBLE_QUOTED);
        }
        return State.DOUBLE_QUOTED;
    }

    /** Quoted and escaped characters stay, even if they are white space at the end. */
    private State append(char c, State next) {
        value.append(c);
        protectedLength = value.length();
        return next;
    }

    private void finish() {
        int end = value.length();
        while (end > protectedLength && Character.isWhitespace(value.charAt(end - 1))) {
            end--;
        }
        String name = key.toString().strip();
        if (VariableName.isValid(name)) {
            variables.put(name, value.substring(0, end));
        }
        clear();
    }

    private void clear() {
        key.setLength(0);
        value.setLength(0);
        protectedLength = 0;
    }
}
