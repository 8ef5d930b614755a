package io.paz.orchestrator.request.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.engine.LogLine;
import io.paz.http.text.TerminalText;
import io.paz.orchestrator.logs.MissingPart;
import io.paz.orchestrator.request.RequestPass;
import io.paz.orchestrator.request.TracedRequest;
import io.paz.orchestrator.request.Tracer.Release;
import io.paz.orchestrator.request.Tracer.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Traces as they travel. */
final class TraceDocuments {

    private TraceDocuments() {}

    record Traces(String id, List<RequestDocument> requests) {}

    /** @param time milliseconds since 1970 */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record RequestDocument(
            long time,
            String method,
            String host,
            String path,
            String client,
            String service,
            int status,
            long milliseconds,
            List<String> story,
            List<PassDocument> passes,
            List<ReleaseDocument> deployments,
            List<LineDocument> lines,
            List<MissingPart> missing) {

        static RequestDocument of(Trace trace) {
            TracedRequest request = trace.request();
            RequestPass pass = request.fromClient();
            return new RequestDocument(
                    request.start().toEpochMilli(),
                    pass.method(),
                    pass.host(),
                    pass.path(),
                    pass.client(),
                    pass.service(),
                    pass.status(),
                    pass.totalMillis(),
                    request.story(),
                    request.attempts().stream().map(PassDocument::of).toList(),
                    trace.releases().stream().map(ReleaseDocument::of).toList(),
                    trace.lines().stream().map(LineDocument::of).toList(),
                    trace.missing());
        }
    }

    /** Milliseconds are -1 for what it did not come to. */
    record PassDocument(
            String instance,
            int status,
            String termination,
            long queue,
            long connect,
            long response,
            long total,
            int retries,
            long received,
            long sent) {

        static PassDocument of(RequestPass pass) {
            return new PassDocument(
                    pass.server(),
                    pass.status(),
                    pass.termination(),
                    pass.queueMillis(),
                    pass.connectMillis(),
                    pass.responseMillis(),
                    pass.totalMillis(),
                    pass.retries(),
                    pass.received(),
                    pass.sent());
        }
    }

    /** Times are milliseconds since 1970. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReleaseDocument(
            int version,
            String state,
            long createdAt,
            @Nullable Long finishedAt) {

        static ReleaseDocument of(Release release) {
            return new ReleaseDocument(
                    release.version(),
                    release.state(),
                    release.created().toEpochMilli(),
                    release.finished() == null ? null : release.finished().toEpochMilli());
        }
    }

    record LineDocument(String time, String host, String unit, String message) {

        static LineDocument of(LogLine line) {
            return new LineDocument(line.time().toString(), line.host(), line.workload(), line.message());
        }
    }

    /** For a terminal. */
    static String text(List<Trace> traces) {
        StringBuilder text = new StringBuilder();
        for (Trace trace : traces) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(trace.request().start()).append('\n');
            trace.request().story().forEach(sentence -> append(text, "  " + sentence));
            trace.releases().forEach(release -> append(text, "  " + sentence(trace, release)));
            if (!trace.lines().isEmpty()) {
                append(text, "  lines of its instances from a second before to a second after:");
            }
            trace.lines()
                    .forEach(line -> append(text, "    " + line.time() + " " + line.workload() + " " + line.message()));
            trace.missing().forEach(part -> append(text, "  -- " + part.part() + ": " + part.reason() + " --"));
        }
        return text.toString();
    }

    private static String sentence(Trace trace, Release release) {
        return "deployment %s version %d was running (since %s, %s)"
                .formatted(
                        trace.request().fromClient().service(),
                        release.version(),
                        release.created(),
                        release.finished() == null ? "still running" : release.state() + " at " + release.finished());
    }

    private static void append(StringBuilder text, String line) {
        text.append(TerminalText.line(line)).append('\n');
    }
}
