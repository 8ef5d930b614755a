package io.paz.scheduler.persistence;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.hook.Hook;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.persistence.record.DeploymentRecord;
import io.paz.scheduler.persistence.record.HookRecord;
import io.paz.scheduler.persistence.record.JournalRecord;
import io.paz.scheduler.persistence.record.OperationRecord;
import io.paz.secret.SecretCipher;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Encodes stored records as JSON, with times as ISO 8601 and secrets encrypted. */
final class DeploymentCodec {

    private final SecretCipher cipher;
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

    DeploymentCodec(SecretCipher cipher) {
        this.cipher = cipher;
    }

    byte[] encode(Deployment deployment) {
        return mapper.writeValueAsBytes(DeploymentRecord.of(deployment));
    }

    byte[] encode(Operation operation) {
        return mapper.writeValueAsBytes(OperationRecord.of(operation));
    }

    byte[] encode(Hook hook) {
        return mapper.writeValueAsBytes(HookRecord.of(hook, cipher));
    }

    byte[] encode(JournalLine line) {
        return mapper.writeValueAsBytes(JournalRecord.of(line));
    }

    Deployment deployment(byte[] value) {
        return mapper.readValue(value, DeploymentRecord.class).toDomain();
    }

    Operation operation(byte[] value) {
        return mapper.readValue(value, OperationRecord.class).toDomain();
    }

    Hook hook(byte[] value) {
        return mapper.readValue(value, HookRecord.class).toDomain(cipher);
    }

    /** Whether the newest key encrypted the secret of a stored hook. */
    boolean isHookCurrent(byte[] value) {
        return mapper.readValue(value, HookRecord.class).isCurrent(cipher);
    }

    JournalLine journalLine(byte[] value) {
        return mapper.readValue(value, JournalRecord.class).toDomain();
    }
}
