package io.paz.directory.persistence;

import io.paz.directory.catalog.Requester;
import io.paz.directory.catalog.environment.DeploymentEnvironment;
import io.paz.directory.catalog.field.EnvironmentName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes an environment as it is stored, and reads it back. */
final class EnvironmentCodec {

    /** @param createdTime in milliseconds since 1970 */
    private record EnvironmentRecord(
            String name, long createdTime, @Nullable RequesterRecord createdBy) {}

    private record RequesterRecord(String kind, String name) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EnvironmentCodec() {}

    static byte[] encode(DeploymentEnvironment environment) {
        Instant created = environment.createdAt();
        Requester by = environment.createdBy();
        return JSON.writeValueAsBytes(new EnvironmentRecord(
                environment.name().value(),
                created == null ? 0 : created.toEpochMilli(),
                by == null ? null : new RequesterRecord(by.kind(), by.name())));
    }

    static DeploymentEnvironment decode(byte[] stored) {
        EnvironmentRecord read = JSON.readValue(stored, EnvironmentRecord.class);
        RequesterRecord by = read.createdBy();
        return new DeploymentEnvironment(
                new EnvironmentName(read.name()),
                Instant.ofEpochMilli(read.createdTime()),
                by == null ? null : new Requester(by.kind(), by.name()));
    }
}
