package io.paz.confd.template.syntax;

/** A word of a template with the line that it stands on. */
record Token(Kind kind, String text, int line) {

    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        /** Name of a function or a keyword. */
        NAME,
        /** A field, without its dot. */
        FIELD,
        /** A variable, with its dollar sign. */
        VARIABLE,
        DOT,
        NUMBER,
        /** A character constant; the text is the character. */
        CHARACTER,
        STRING,
        PIPE,
        COMMA,
        DECLARE,
        ASSIGN,
        LEFT_PARENTHESIS,
        RIGHT_PARENTHESIS,
        SPACE,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
