package io.paz.confd.template.syntax;

import io.paz.confd.template.syntax.Token.Kind;
import java.util.List;

/** Goes through tokens, one by one. */
final class TokenReader {

    private final String name;
    private final List<Token> tokens;
    private int position;

    TokenReader(String name, List<Token> tokens) {
        this.name = name;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(position);
    }

    Token next() {
        Token token = tokens.get(position);
        if (!token.is(Kind.END)) {
            position++;
        }
        return token;
    }

    boolean skipSpace() {
        boolean space = peek().is(Kind.SPACE);
        if (space) {
            position++;
        }
        return space;
    }

    Token expect(Kind kind, String expected) {
        if (!peek().is(kind)) {
            String found = peek().text().isEmpty() ? "the end of the action" : peek().text();
            throw error("unexpected " + found + " (expected: " + expected + ")");
        }
        return next();
    }

    /** The name that begins the action here, empty for none. */
    String nameAfterOpen() {
        int at = position + 1;
        if (tokens.get(at).is(Kind.SPACE)) {
            at++;
        }
        return tokens.get(at).is(Kind.NAME) ? tokens.get(at).text() : "";
    }

    /** Whether a declaration or an assignment begins here, and where its sign stands: the kind of the sign. */
    Kind kindAfterVariables() {
        int at = position;
        while (tokens.get(at).is(Kind.VARIABLE)
                || tokens.get(at).is(Kind.SPACE)
                || tokens.get(at).is(Kind.COMMA)) {
            at++;
        }
        return tokens.get(at).kind();
    }

    TemplateException error(String message) {
        return error(peek().line(), message);
    }

    TemplateException error(int line, String message) {
        return new TemplateException(name, line, message);
    }
}
