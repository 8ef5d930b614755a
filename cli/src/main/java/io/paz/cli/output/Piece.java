package io.paz.cli.output;

/** Text of a line or a table in its style; not escaped yet. */
public record Piece(String text, Style style) {

    public static Piece plain(String text) {
        return new Piece(text, Style.PLAIN);
    }

    public static Piece state(String state) {
        return new Piece(state, Style.ofState(state));
    }
}
