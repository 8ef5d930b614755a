package io.paz.orchestrator.logs.web;

import io.paz.orchestrator.logs.LogEvent;
import io.paz.orchestrator.logs.LogLine;
import io.paz.orchestrator.logs.MissingPart;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Lines as they travel. */
final class LogDocuments {

    /** An empty line that a reader leaves out: it keeps the connection, and shows that it is there. */
    static final String PING = ": ping\n\n";

    private final JsonMapper mapper;

    LogDocuments(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** @param time RFC 3339, to the microsecond */
    record Line(String time, String host, String unit, String message) {

        static Line of(LogLine line) {
            return new Line(line.time().toString(), line.host(), line.unit(), line.message());
        }
    }

    record Page(List<Line> lines, List<MissingPart> missing) {}

    String event(LogEvent event) {
        return event instanceof LogEvent.Gap gap
                ? "event: missing\ndata: " + mapper.writeValueAsString(gap.missing()) + "\n\n"
                : "data: " + json(event) + "\n\n";
    }

    /** One JSON object a line. */
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
            return line.line().time() + " " + line.line().unit() + " "
                    + line.line().message() + "\n";
        }
        MissingPart missing = ((LogEvent.Gap) event).missing();
        return "-- " + missing.part() + ": " + missing.reason() + " --\n";
    }
}
