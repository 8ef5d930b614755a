package io.paz.scheduler.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.testing.Services;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentRequestTest {

    @ParameterizedTest
    @CsvSource({
        "team/web, , team/web",
        "team/web:1, , team/web:1",
        "team/web, team/web, team/web",
        "team/web:1, team/web, team/web:1",
        "team/web:1, team/web:2, team/web:2",
        "team/web, docker.io/team/web:2, team/web:2",
        "nginx, library/nginx:1.27, nginx:1.27",
        "localhost:5000/a/b, localhost:5000/a/b:x, localhost:5000/a/b:x",
        "ghcr.io/a__b/c-d.e, ghcr.io/a__b/c-d.e:V1, ghcr.io/a__b/c-d.e:V1",
        "team/web, team/web@sha256:0123456789abcdef0123456789abcdef, team/web@sha256:0123456789abcdef0123456789abcdef"
    })
    void the_image_is_the_services_repository_at_the_wanted_tag(String own, String wanted, String image) {
        assertThat(order(wanted).imageFor(service(own))).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team/other",
                "team/web2:1",
                "-v/:/h",
                "--privileged",
                "team/web; curl x|sh",
                "Team/web",
                "team/web\n",
                "http://team/web",
                "team/web:",
                "team/web:a b",
                "team/web@sha256:12",
                ""
            })
    void any_other_image_is_refused(String wanted) {
        assertThatThrownBy(() -> order(wanted).imageFor(service("team/web")))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageStartingWith("dockerRepository: value ")
                .hasMessageContaining("(expected: ");
    }

    private static DeploymentRequest order(String image) {
        return new DeploymentRequest(image, false, null, "a test", Requester.UNKNOWN);
    }

    private static ServiceDefinition service(String repository) {
        return new ServiceDefinition("web", null, repository, Services.config(1));
    }
}
