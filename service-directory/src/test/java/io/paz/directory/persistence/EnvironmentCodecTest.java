package io.paz.directory.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.directory.catalog.Requester;
import io.paz.directory.catalog.environment.DeploymentEnvironment;
import io.paz.directory.catalog.field.EnvironmentName;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EnvironmentCodecTest {

    private static final String FIRST_FORM =
            "{\"name\":\"staging\",\"createdTime\":1700000000000,\"createdBy\":{\"kind\":\"token\",\"name\":\"ci\"}}";

    private static final DeploymentEnvironment ENVIRONMENT = new DeploymentEnvironment(
            new EnvironmentName("staging"), Instant.ofEpochMilli(1_700_000_000_000L), new Requester("token", "ci"));

    @Test
    void reads_and_writes_the_form_of_the_first_release() {
        assertThat(EnvironmentCodec.decode(FIRST_FORM.getBytes(UTF_8))).isEqualTo(ENVIRONMENT);
        assertThat(new String(EnvironmentCodec.encode(ENVIRONMENT), UTF_8)).isEqualTo(FIRST_FORM);
    }
}
