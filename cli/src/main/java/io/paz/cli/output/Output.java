package io.paz.cli.output;

import io.paz.cli.api.CommandException;
import io.paz.cli.json.Json;
import io.paz.cli.json.JsonWriter;
import java.io.PrintWriter;

/** Where a command prints. The only place that text of the platform passes on its way to a terminal, and is escaped. */
public final class Output {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Form form;
    private boolean hasStatusLine;

    /** Whether people or programs read it, and how. */
    public record Form(boolean json, boolean terminal, boolean colours) {}

    public Output(PrintWriter out, PrintWriter err, Form form) {
        this.out = out;
        this.err = err;
        this.form = form;
    }

    public boolean isJson() {
        return form.json();
    }

    /** Whether progress may be drawn over itself. */
    public boolean isLive() {
        return form.terminal() && !form.json();
    }

    public void line(String text) {
        line(Piece.plain(text));
    }

    public void line(Piece... pieces) {
        clearStatus();
        print(rendered(pieces));
    }

    /** Ends the command where nobody reads any more, as behind {@code | head}. */
    private void print(String line) {
        out.println(line);
        if (out.checkError()) {
            throw CommandException.failed("The output was closed.");
        }
    }

    private String rendered(Piece... pieces) {
        StringBuilder line = new StringBuilder();
        for (Piece piece : pieces) {
            String text = TerminalText.escape(piece.text());
            line.append(form.colours() ? piece.style().around(text) : text);
        }
        return line.toString().stripTrailing();
    }

    /** Each line of a text of several. */
    public void text(String text) {
        text.lines().forEach(this::line);
    }

    public void table(Table table, String whenEmpty) {
        if (table.isEmpty()) {
            line(whenEmpty);
        } else {
            table.lines().forEach(this::line);
        }
    }

    public void json(Json json) {
        print(JsonWriter.pretty(json));
    }

    /** One line, for streams. */
    public void jsonLine(Json json) {
        print(JsonWriter.compact(json));
    }

    /** A script, a manifest: as it is, so never what the platform said unless whoever wrote it has escaped it. */
    public void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** For people beside what was asked for: warnings, and what a command did. */
    public void note(String text) {
        clearStatus();
        text.lines().forEach(line -> err.println(TerminalText.escape(line)));
        err.flush();
    }

    /** On a terminal, a line that the next one replaces. */
    public void status(String text) {
        if (isLive()) {
            err.print(CLEAR_LINE + TerminalText.escape(text));
            err.flush();
            hasStatusLine = true;
        }
    }

    public void clearStatus() {
        if (hasStatusLine) {
            err.print(CLEAR_LINE);
            err.flush();
            hasStatusLine = false;
        }
    }
}
