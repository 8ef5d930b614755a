package io.paz.scheduler.web;

import io.paz.api.scheduler.DeploymentProgress;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** How the steps of a deployment are written for one who waits. Pure; every text ends in a newline. */
enum ProgressFormat {
    /** For a terminal: a line for each step, and at last one that says how it ended. */
    TEXT(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)) {
        @Override
        String step(Deployment deployment, Step step) {
            return "%7s s  %-20s  %s\n".formatted(seconds(deployment, step.at()), step.name(), step.evidence());
        }

        @Override
        List<String> end(Deployment deployment) {
            List<String> lines = new ArrayList<>();
            if (deployment.lastLines() != null) {
                deployment.lastLines().forEach(line -> lines.add("         | " + line + "\n"));
            }
            Instant end = deployment.finishedAt() == null ? deployment.createdAt() : deployment.finishedAt();
            String reason = deployment.reason() == null ? "" : ": " + deployment.reason();
            lines.add("%s version %d is %s after %s s%s\n"
                    .formatted(
                            deployment.id().service(),
                            deployment.id().version(),
                            deployment.state().name().toLowerCase(Locale.ROOT),
                            seconds(deployment, end),
                            reason));
            return lines;
        }
    },
    /** For programs: a JSON object a line. */
    JSON_LINES(MediaType.APPLICATION_NDJSON) {
        @Override
        String step(Deployment deployment, Step step) {
            return line(new DeploymentProgress(
                    DeploymentDocuments.of(step),
                    Duration.between(deployment.createdAt(), step.at()).toMillis(),
                    null));
        }

        @Override
        List<String> end(Deployment deployment) {
            return List.of(line(new DeploymentProgress(null, null, DeploymentDocuments.of(deployment))));
        }

        private static String line(DeploymentProgress progress) {
            return JsonMapper.shared().writeValueAsString(progress) + "\n";
        }
    };

    private final MediaType type;

    ProgressFormat(MediaType type) {
        this.type = type;
    }

    MediaType type() {
        return type;
    }

    abstract String step(Deployment deployment, Step step);

    abstract List<String> end(Deployment deployment);

    /** The format that is wanted before all others; empty when that is a single answer. */
    static Optional<ProgressFormat> wanted(List<MediaType> accepted) {
        return accepted.stream().findFirst().flatMap(first -> List.of(values()).stream()
                .filter(format -> format.type.equalsTypeAndSubtype(first))
                .findFirst());
    }

    private static String seconds(Deployment deployment, Instant at) {
        return String.format(
                Locale.ROOT,
                "%.1f",
                Duration.between(deployment.createdAt(), at).toMillis() / 1000.0);
    }
}
