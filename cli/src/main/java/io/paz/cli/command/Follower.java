package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import io.paz.cli.api.ExitStatus;
import io.paz.cli.api.Lines;
import io.paz.cli.json.Json;
import io.paz.cli.json.JsonReader;
import io.paz.cli.output.Output;
import io.paz.cli.output.Piece;
import io.paz.cli.output.Style;
import io.paz.cli.output.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Follows a deployment or an operation to its end: a line for each step, and what came of it. */
final class Follower {

    private static final Duration TICK = Duration.ofMillis(200);

    private final Session session;
    private final Output out;
    private final WaitOptions wait;

    Follower(Session session, WaitOptions wait) {
        this.session = session;
        this.out = session.output();
        this.wait = wait;
    }

    /** Asks for it and follows it, or comes back at once. */
    int follow(String path, @Nullable Json body) {
        if (!wait.isWaiting()) {
            Json accepted = session.api().call("POST", path, body);
            if (out.isJson()) {
                out.json(accepted);
            } else {
                out.line(
                        Piece.plain("version " + accepted.text("version") + ": "), Piece.state(accepted.text("state")));
            }
            return ExitStatus.DONE.code();
        }
        String separator = path.contains("?") ? "&" : "?";
        try (Lines lines = session.api().lines("POST", path + separator + "wait=true", body, "application/x-ndjson")) {
            return toItsEnd(lines);
        }
    }

    private int toItsEnd(Lines lines) {
        Instant start = session.clock().instant();
        Instant deadline = start.plus(wait.timeout());
        while (session.clock().instant().isBefore(deadline)) {
            Lines.Event event = lines.next(TICK);
            switch (event.kind()) {
                case LINE -> {
                    Json line = JsonReader.read(event.line());
                    Json outcome = line.has("deployment") ? line.get("deployment") : line.get("operation");
                    if (!outcome.isNothing()) {
                        return end(outcome);
                    }
                    step(line);
                }
                case END ->
                    throw new CommandException(
                            ExitStatus.UNREACHABLE,
                            "The connection ended before the end was known; the platform goes on. paz history shows what came of it.");
                default ->
                    out.status("… "
                            + Times.seconds(
                                    Duration.between(start, session.clock().instant())
                                            .toMillis()));
            }
        }
        out.clearStatus();
        throw new CommandException(
                ExitStatus.TIMED_OUT,
                "It did not end within " + wait.timeout().toSeconds()
                        + " s; the platform goes on. paz history shows what came of it.");
    }

    private void step(Json line) {
        if (out.isJson()) {
            out.jsonLine(line);
            return;
        }
        Json step = line.get("step");
        out.line(
                new Piece(String.format("%9s  ", Times.seconds(line.number("elapsedMillis"))), Style.DIM),
                new Piece(String.format("%-16s", step.text("name")), Style.BOLD),
                Piece.plain(" " + step.text("evidence")));
    }

    private int end(Json outcome) {
        String state = outcome.text("state");
        boolean isDone = state.equals("done");
        if (out.isJson()) {
            out.jsonLine(outcome);
        } else {
            outcome.get("lastLines").items().forEach(line -> out.line("  | " + line.text()));
            out.line(
                    Piece.plain(outcome.text("service") + " version " + outcome.text("version") + ": "),
                    Piece.state(state),
                    Piece.plain(outcome.text("reason").isEmpty() ? "" : ", " + outcome.text("reason")));
            receipt(outcome.get("receipt"));
        }
        return (isDone ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }

    private void receipt(Json receipt) {
        if (!receipt.isNothing()) {
            out.line(receipt.text("requests") + " requests meanwhile, " + receipt.text("errors") + " errors, "
                    + receipt.text("connectionErrors") + " lost connections");
        }
    }
}
