package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.orchestrator.cluster.SourceStatus;
import org.jspecify.annotations.Nullable;

/**
 * Whether a part answers.
 *
 * @param since milliseconds since 1970
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceDocument(
        String name, boolean up, long since, @Nullable String problem) {

    public static SourceDocument of(SourceStatus source) {
        return new SourceDocument(source.name(), source.up(), source.since().toEpochMilli(), source.problem());
    }
}
