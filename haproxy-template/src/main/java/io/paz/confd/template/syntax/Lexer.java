package io.paz.confd.template.syntax;

import io.paz.confd.template.syntax.Token.Kind;
import io.paz.confd.template.value.FunctionException;
import io.paz.confd.template.value.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts a template into tokens. */
public final class Lexer {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String SPACES = " \t\r\n";
    private static final Map<Character, Kind> SIGNS = Map.of(
            '|', Kind.PIPE,
            ',', Kind.COMMA,
            '(', Kind.LEFT_PARENTHESIS,
            ')', Kind.RIGHT_PARENTHESIS,
            '=', Kind.ASSIGN);

    private final String name;
    private final String input;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private boolean trimNext;

    private Lexer(String name, String input) {
        this.name = name;
        this.input = input;
    }

    public static List<Token> tokens(String name, String input) {
        Lexer lexer = new Lexer(name, input);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (position < input.length()) {
            int open = input.indexOf(OPEN, position);
            text(open < 0 ? input.length() : open, trimsLeft(open));
            if (open >= 0) {
                action();
            }
        }
        add(Kind.END, "");
    }

    /** A dash after the braces trims only when a space follows it; otherwise it is the sign of a number. */
    private boolean trimsLeft(int open) {
        return open >= 0 && at(open + 2) == '-' && isSpace(at(open + 3));
    }

    private void text(int end, boolean trimEnd) {
        String text = input.substring(position, end);
        String kept = trimNext ? text.substring(leadingSpaces(text)) : text;
        kept = trimEnd ? withoutTrailingSpaces(kept) : kept;
        if (!kept.isEmpty()) {
            add(Kind.TEXT, kept);
        }
        trimNext = false;
        advance(end);
    }

    private void action() {
        int start = position + OPEN.length() + (trimsLeft(position) ? 2 : 0);
        if (input.startsWith("/*", start)) {
            comment(start);
            return;
        }
        add(Kind.OPEN, "");
        advance(start);
        while (!closes()) {
            if (position >= input.length()) {
                throw error("unclosed action: }} is missing");
            }
            word();
        }
    }

    private boolean closes() {
        boolean trims = isSpace(at(position)) && at(position + 1) == '-' && input.startsWith(CLOSE, position + 2);
        if (!trims && !input.startsWith(CLOSE, position)) {
            return false;
        }
        add(Kind.CLOSE, "");
        advance(position + (trims ? 4 : 2));
        trimNext = trims;
        return true;
    }

    private void comment(int start) {
        int end = input.indexOf("*/", start);
        if (end < 0) {
            throw error("unclosed comment: */ is missing");
        }
        boolean trims = isSpace(at(end + 2)) && at(end + 3) == '-';
        int close = end + (trims ? 4 : 2);
        if (!input.startsWith(CLOSE, close)) {
            throw error("a comment must end with */}} at once");
        }
        advance(close + CLOSE.length());
        trimNext = trims;
    }

    private void word() {
        char c = at(position);
        if (isSpace(c)) {
            int end = position + leadingSpaces(input.substring(position));
            // The last space may belong to a closing " -}}".
            boolean closing = input.startsWith("-" + CLOSE, end);
            advanceAdding(Kind.SPACE, closing && end - 1 > position ? end - 1 : end);
        } else if (c == '"' || c == '\'') {
            quoted(c);
        } else if (c == '`') {
            rawString();
        } else if (c == '$') {
            advanceAdding(Kind.VARIABLE, endOfName(position + 1));
        } else if (c == '.' && !Character.isDigit(at(position + 1))) {
            fieldOrDot();
        } else if (Character.isDigit(c) || ((c == '+' || c == '-' || c == '.') && startsNumber(position + 1))) {
            advanceAdding(Kind.NUMBER, endOfNumber());
        } else if (Character.isLetter(c) || c == '_') {
            advanceAdding(Kind.NAME, endOfName(position));
        } else {
            sign(c);
        }
    }

    private boolean startsNumber(int from) {
        return Character.isDigit(at(from)) || (at(from) == '.' && Character.isDigit(at(from + 1)));
    }

    private void fieldOrDot() {
        int end = endOfName(position + 1);
        if (end == position + 1) {
            advanceAdding(Kind.DOT, end);
        } else {
            add(Kind.FIELD, input.substring(position + 1, end));
            advance(end);
        }
    }

    private void sign(char c) {
        if (c == ':' && at(position + 1) == '=') {
            advanceAdding(Kind.DECLARE, position + 2);
            return;
        }
        Kind kind = SIGNS.get(c);
        if (kind == null) {
            throw error("unexpected character '" + c + "' in an action");
        }
        advanceAdding(kind, position + 1);
    }

    private void quoted(char quote) {
        int end = position + 1;
        while (at(end) != quote) {
            if (end >= input.length() || at(end) == '\n') {
                throw error("a quoted text does not end");
            }
            end += at(end) == '\\' ? 2 : 1;
        }
        String value = unquoted(input.substring(position + 1, end));
        add(quote == '"' ? Kind.STRING : Kind.CHARACTER, value);
        advance(end + 1);
    }

    private String unquoted(String body) {
        try {
            return Quoting.unquote(body);
        } catch (FunctionException e) {
            throw error(e.reason());
        }
    }

    private void rawString() {
        int end = input.indexOf('`', position + 1);
        if (end < 0) {
            throw error("a raw text does not end: ` is missing");
        }
        add(Kind.STRING, input.substring(position + 1, end));
        advance(end + 1);
    }

    private int endOfName(int from) {
        int end = from;
        while (end < input.length() && (Character.isLetterOrDigit(at(end)) || at(end) == '_')) {
            end++;
        }
        return end;
    }

    private int endOfNumber() {
        int end = position + 1;
        while (Character.isLetterOrDigit(at(end)) || at(end) == '_' || at(end) == '.' || signOfExponent(end)) {
            end++;
        }
        return end;
    }

    private boolean signOfExponent(int at) {
        return (at(at) == '+' || at(at) == '-') && (at(at - 1) == 'e' || at(at - 1) == 'E');
    }

    private void advanceAdding(Kind kind, int end) {
        add(kind, input.substring(position, end));
        advance(end);
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, line));
    }

    private void advance(int end) {
        for (int i = position; i < end; i++) {
            line += input.charAt(i) == '\n' ? 1 : 0;
        }
        position = end;
    }

    private char at(int index) {
        return index < input.length() ? input.charAt(index) : '\0';
    }

    private static boolean isSpace(char c) {
        return c != '\0' && SPACES.indexOf(c) >= 0;
    }

    private static int leadingSpaces(String text) {
        int end = 0;
        while (end < text.length() && isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String withoutTrailingSpaces(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private TemplateException error(String message) {
        return new TemplateException(name, line, message);
    }
}
