package io.paz.orchestrator.web;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.cluster.ClusterSnapshot;
import io.paz.orchestrator.cluster.SourceStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Marks answers that show the last that was seen of a part which does not answer now. */
final class Staleness {

    static final String HEADER = "x-paz-stale";

    private Staleness() {}

    /**
     * @param sources that the document was read from
     * @throws ApiException with status 503 when one of them was never read
     */
    static <T> ResponseEntity<T> mark(ClusterSnapshot cluster, T document, String... sources) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        of(cluster, sources).ifPresent(text -> answer.header(HEADER, text));
        return answer.body(document);
    }

    /** Value of the header; empty when nothing is stale. */
    static Optional<String> of(ClusterSnapshot cluster, String... sources) {
        String text = Stream.of(sources)
                .map(cluster.sources()::get)
                .filter(Objects::nonNull)
                .filter(source -> !source.up())
                .map(Staleness::lastKnown)
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String lastKnown(SourceStatus source) {
        if (!source.everRead()) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "%s was not read since this orchestrator started at %s: %s"
                            .formatted(source.name(), source.since(), source.problem()));
        }
        return source.name() + " since " + source.since();
    }
}
