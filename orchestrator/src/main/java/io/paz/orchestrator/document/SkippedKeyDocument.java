package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.orchestrator.cluster.routing.SkippedKey;
import org.jspecify.annotations.Nullable;

/** A key in etcd that is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SkippedKeyDocument(
        String key, String value, @Nullable String service, String reason) {

    public static SkippedKeyDocument of(SkippedKey key) {
        return new SkippedKeyDocument(key.key(), key.value(), key.service(), key.reason());
    }
}
