package io.paz.scheduler.persistence;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.operation.Operation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is on disk: the components of the domain's records as JSON, times as ISO 8601. */
final class DeploymentCodec {

    private final JsonMapper mapper = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withFieldVisibility(Visibility.ANY))
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            // A record of an earlier release lacks the counters that came later: they are 0.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    byte[] encode(Object record) {
        return mapper.writeValueAsBytes(record);
    }

    Deployment deployment(byte[] value) {
        return mapper.readValue(value, Deployment.class);
    }

    Operation operation(byte[] value) {
        return mapper.readValue(value, Operation.class);
    }

    JournalLine journalLine(byte[] value) {
        return mapper.readValue(value, JournalLine.class);
    }
}
