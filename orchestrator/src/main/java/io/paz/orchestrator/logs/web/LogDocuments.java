package io.paz.orchestrator.logs.web;

import io.paz.engine.LogLine;
import io.paz.http.text.TerminalText;
import io.paz.orchestrator.logs.LogEvent;
import io.paz.orchestrator.logs.LogPage;
import io.paz.orchestrator.logs.MissingPart;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** Lines as they travel. */
final class LogDocuments {

    /** An empty line that a reader leaves out: it keeps the connection, and shows that it is there. */
    static final String PING = ": ping\n\n";

    static final int LINES_AT_ONCE = 20;

    private final JsonMapper mapper;

    LogDocuments(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** @param time RFC 3339, to the microsecond */
    record Line(String time, String host, String unit, String message) {

        static Line of(LogLine line) {
            return new Line(line.time().toString(), line.host(), line.workload(), line.message());
        }
    }

    /** The page as one JSON object, in parts. */
    Flux<String> page(LogPage page) {
        Flux<String> lines = Flux.fromIterable(page.lines())
                .map(line -> mapper.writeValueAsString(Line.of(line)))
                .buffer(LINES_AT_ONCE)
                .index()
                .map(part -> (part.getT1() == 0 ? "" : ",") + String.join(",", part.getT2()));
        return Flux.concat(
                Flux.just("{\"lines\":["),
                lines,
                Flux.defer(() -> Flux.just("],\"missing\":" + mapper.writeValueAsString(page.missing()) + "}")));
    }

    String event(LogEvent event) {
        return event instanceof LogEvent.Gap gap
                ? "event: missing\ndata: " + mapper.writeValueAsString(gap.missing()) + "\n\n"
                : "data: " + json(event) + "\n\n";
    }

    /** One JSON object per line. */
    String jsonLine(LogEvent event) {
        return json(event) + "\n";
    }

    private String json(LogEvent event) {
        return event instanceof LogEvent.Line line
                ? mapper.writeValueAsString(Line.of(line.line()))
                : mapper.writeValueAsString(((LogEvent.Gap) event).missing());
    }

    static String text(LogEvent event) {
        if (event instanceof LogEvent.Line line) {
            return line.line().time() + " " + line.line().workload() + " "
                    + TerminalText.line(line.line().message()) + "\n";
        }
        MissingPart missing = ((LogEvent.Gap) event).missing();
        return "-- " + missing.part() + ": " + TerminalText.line(missing.reason()) + " --\n";
    }
}
