package io.paz.scheduler.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.testing.TestSecrets;

/** Reads stored records as the store does. */
public final class TestRecords {

    private static final DeploymentCodec CODEC = new DeploymentCodec(TestSecrets.cipher());

    private TestRecords() {}

    public static Deployment deployment(String json) {
        return CODEC.deployment(json.getBytes(UTF_8));
    }

    public static Operation operation(String json) {
        return CODEC.operation(json.getBytes(UTF_8));
    }
}
