package io.paz.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as what is in them. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<Piece>> rows = new ArrayList<>();

    public Table(String... heads) {
        List<Piece> row = new ArrayList<>();
        for (String head : heads) {
            row.add(new Piece(head, Style.BOLD));
        }
        rows.add(row);
    }

    /** Adds a row; its cells are texts, numbers or {@link Piece}s. */
    public Table row(Object... cells) {
        List<Piece> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Piece piece ? piece : Piece.plain(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines, for {@link Output#line(Piece...)}: padded, escaped when they are printed. */
    List<Piece[]> lines() {
        int[] widths = widths();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<Piece> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return widths;
    }

    private static int width(Piece piece) {
        String shown = TerminalText.escape(piece.text());
        return shown.codePointCount(0, shown.length());
    }

    private static Piece[] line(List<Piece> row, int[] widths) {
        List<Piece> line = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Piece piece = row.get(i);
            line.add(piece);
            if (i < row.size() - 1) {
                line.add(Piece.plain(" ".repeat(widths[i] - width(piece)) + GAP));
            }
        }
        return line.toArray(Piece[]::new);
    }
}
