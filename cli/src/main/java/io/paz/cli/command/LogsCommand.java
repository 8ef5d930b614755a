package io.paz.cli.command;

import io.paz.cli.api.Api;
import io.paz.cli.api.CommandException;
import io.paz.cli.api.ExitStatus;
import io.paz.cli.api.Lines;
import io.paz.cli.json.Json;
import io.paz.cli.json.JsonReader;
import io.paz.cli.output.Piece;
import io.paz.cli.output.Style;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What instances print. */
@Command(name = "logs", description = "Lines of all instances of a service, or of all services, by time.")
final class LogsCommand extends Group implements Runnable {

    private static final Duration TICK = Duration.ofSeconds(60);

    @Parameters(arity = "0..1", paramLabel = SERVICE, description = "all of them when not given")
    private @Nullable String service;

    @Option(
            names = {"-f", "--follow"},
            description = "stay, and show what comes")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "90s, 15m, 2h, 1d ago, or a time such as 2026-12-01T08:00:00Z")
    private @Nullable String since;

    @Option(names = "--grep", paramLabel = "TEXT", description = "only lines that hold this text")
    private @Nullable String grep;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "200",
            description = "the newest so many (${DEFAULT-VALUE})")
    private int lines;

    LogsCommand(Session session) {
        super(session);
    }

    @Override
    public void run() {
        String path = (service == null ? "/cluster/logs" : service(service) + "/logs") + query();
        if (follow) {
            follow(path + "&follow=true");
        } else {
            page(api().get(path));
        }
    }

    private String query() {
        return "?lines=" + lines
                + (since == null ? "" : "&since=" + Api.encoded(since))
                + (grep == null ? "" : "&grep=" + Api.encoded(grep));
    }

    private void page(Json page) {
        if (out().isJson()) {
            out().json(page);
            return;
        }
        page.get("missing").items().forEach(this::missing);
        page.get("lines").items().forEach(this::line);
    }

    private void follow(String path) {
        try (Lines stream = api().lines("GET", path, null, "application/json")) {
            for (Lines.Event event = stream.next(TICK); event.kind() != Lines.Kind.END; event = stream.next(TICK)) {
                if (event.kind() == Lines.Kind.LINE && !event.line().isBlank()) {
                    entry(JsonReader.read(event.line()));
                }
            }
        }
        throw new CommandException(ExitStatus.UNREACHABLE, "The connection ended; follow again with paz logs -f.");
    }

    private void entry(Json entry) {
        if (out().isJson()) {
            out().jsonLine(entry);
        } else if (entry.has("message")) {
            line(entry);
        } else {
            missing(entry);
        }
    }

    private void line(Json line) {
        String unit = line.text("unit").replaceFirst("\\.service$", "");
        out().line(
                        new Piece(unit, Style.of(unit)),
                        new Piece(" " + line.text("time") + " ", Style.DIM),
                        Piece.plain(line.text("message")));
    }

    private void missing(Json part) {
        out().note("Lines are missing: " + part);
    }
}
