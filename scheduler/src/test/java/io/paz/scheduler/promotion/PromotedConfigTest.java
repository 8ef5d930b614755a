package io.paz.scheduler.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.promotion.EnvironmentComparison.Difference;
import io.paz.scheduler.promotion.EnvironmentComparison.Service;
import io.paz.scheduler.promotion.EnvironmentComparison.Side;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.secret.SecretVariable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromotedConfigTest {

    @Test
    void takes_along_how_a_version_runs_and_leaves_where_and_for_whom() {
        ServiceConfig tested = ServiceConfig.builder()
                .numInstances(1)
                .ports(List.of(new PortMapping(80, 9000), new PortMapping(81, null)))
                .env(Map.of("A", "staging", "NEW", "1"))
                .volume(Map.of("data.staging", "/data"))
                .domains(List.of("staging.example.org"))
                .command(List.of("serve"))
                .stopTimeoutSeconds(7)
                .proxy(Map.of())
                .build();
        ServiceConfig own = ServiceConfig.builder()
                .publicFacing(true)
                .numInstances(5)
                .ports(List.of(new PortMapping(80, 8000)))
                .env(Map.of("A", "production"))
                .volume(Map.of("data", "/data"))
                .domains(List.of("example.org"))
                .hstsSeconds(60)
                .proxy(Map.of("networks", "10.0.0.0/8"))
                .build();

        assertThat(PromotedConfig.of(tested, own))
                .isEqualTo(own.toBuilder()
                        .ports(List.of(new PortMapping(80, 8000), new PortMapping(81, null)))
                        .command(List.of("serve"))
                        .stopTimeoutSeconds(7)
                        .build());
    }

    @Test
    void knows_the_secret_that_is_to_be_set_by_the_text_that_stands_for_it() {
        ServiceConfig config = ServiceConfig.builder()
                .env(Map.of("KEY", SecretVariable.MISSING))
                .build();

        assertThat(config.missingSecrets()).containsExactly("KEY");
    }

    @Test
    void differences_are_named_by_field_and_a_missing_side_is_no_difference_of_fields() {
        Side left = new Side(3, "a@sha256:1", Map.of("env.A", "1", "env.B", "2", "user", "x"));
        Side right = new Side(7, "a@sha256:2", Map.of("env.A", "1", "env.B", "3", "env.C", "4"));

        List<Service> compared = EnvironmentComparison.of(
                Map.of("shop", left, "same", left), Map.of("shop", right, "same", left, "new", right));

        assertThat(compared)
                .extracting(Service::name, Service::isSame)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("new", false),
                        org.assertj.core.groups.Tuple.tuple("same", true),
                        org.assertj.core.groups.Tuple.tuple("shop", false));
        assertThat(compared.get(2).differences())
                .containsExactly(
                        new Difference("image", "a@sha256:1", "a@sha256:2"),
                        new Difference("env.B", "2", "3"),
                        new Difference("env.C", null, "4"),
                        new Difference("user", "x", null));
    }
}
