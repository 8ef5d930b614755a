package io.paz.scheduler.web.progress;

import io.paz.api.scheduler.DeploymentProgress;
import io.paz.http.text.TerminalText;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.document.DeploymentDocuments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Formats the progress of a deployment or an operation as text or JSON lines. Pure; every text ends in a newline. */
public enum ProgressFormat {
    /** For a terminal: a line for each step, and at last one that says how it ended. */
    TEXT(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)) {
        @Override
        public String step(ProgressReport report, Step step) {
            return "%7s s  %-20s  %s\n"
                    .formatted(seconds(report, step.at()), step.name(), TerminalText.line(step.evidence()));
        }

        @Override
        public List<String> end(ProgressReport report) {
            List<String> lines = new ArrayList<>();
            if (report.lastLines() != null) {
                report.lastLines().forEach(line -> lines.add("         | " + TerminalText.line(line) + "\n"));
            }
            Instant end = report.finishedAt() == null ? report.createdAt() : report.finishedAt();
            String reason = report.reason() == null ? "" : ": " + TerminalText.lines(report.reason());
            lines.add("%s is %s after %s s%s\n"
                    .formatted(
                            report.title(),
                            report.state().name().toLowerCase(Locale.ROOT),
                            seconds(report, end),
                            reason));
            return lines;
        }
    },
    /** For programs: a JSON object a line. */
    JSON_LINES(MediaType.APPLICATION_NDJSON) {
        @Override
        public String step(ProgressReport report, Step step) {
            return line(new DeploymentProgress(
                    DeploymentDocuments.of(step),
                    Duration.between(report.createdAt(), step.at()).toMillis(),
                    null,
                    null));
        }

        @Override
        public List<String> end(ProgressReport report) {
            return List.of(line(report.end()));
        }

        private static String line(DeploymentProgress progress) {
            return JsonMapper.shared().writeValueAsString(progress) + "\n";
        }
    };

    private final MediaType type;

    ProgressFormat(MediaType type) {
        this.type = type;
    }

    public MediaType type() {
        return type;
    }

    public abstract String step(ProgressReport report, Step step);

    public abstract List<String> end(ProgressReport report);

    /** The format that is wanted before all others; empty when that is a single answer. */
    public static Optional<ProgressFormat> wanted(List<MediaType> accepted) {
        return accepted.stream().findFirst().flatMap(first -> List.of(values()).stream()
                .filter(format -> format.type.equalsTypeAndSubtype(first))
                .findFirst());
    }

    private static String seconds(ProgressReport report, Instant at) {
        return String.format(
                Locale.ROOT, "%.1f", Duration.between(report.createdAt(), at).toMillis() / 1000.0);
    }
}
