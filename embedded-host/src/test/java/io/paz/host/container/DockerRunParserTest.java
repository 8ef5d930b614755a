package io.paz.host.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.container.ContainerRequest.Confinement;
import io.paz.host.container.ContainerRequest.Limits;
import io.paz.host.container.ContainerRequest.Logging;
import io.paz.host.container.ContainerRequest.Network;
import io.paz.host.container.ContainerRequest.Program;
import io.paz.host.container.ContainerRequest.PublishedPort;
import io.paz.host.container.ContainerRequest.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerRunParserTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "of the client", "PATH", "/bin");

    private static Optional<ContainerRequest> parse(String... options) {
        List<String> argv = new ArrayList<>(List.of("/usr/bin/docker", "run"));
        argv.addAll(List.of(options));
        argv.add("demo");
        return DockerRunParser.parse(argv, ENVIRONMENT);
    }

    private static ContainerRequest known(String... options) {
        return parse(options).orElseThrow();
    }

    @Test
    void reads_all_options_that_paz_renders() {
        List<String> argv = List.of(
                "/usr/bin/docker",
                "run",
                "--rm",
                "--log-driver=json-file",
                "--log-opt=max-size=10m",
                "--log-opt=max-file=2",
                "--name=demo-api-3-1",
                "--stop-timeout=20",
                "--publish=172.17.0.1::8080",
                "--publish=172.17.0.1:19090:9090",
                "--network=bridge",
                "--memory=64m",
                "--cpus=0.5",
                "--user=1000",
                "--label=team=shop",
                "--label=io.paz.platform=",
                "--volume=data:/var/lib/data",
                "--add-host=shop.paz:172.17.0.1",
                "--env=GREETING=say \"hi\" & cost $5, 100%",
                "--env=LINES=one\ntwo",
                "--env=EMPTY=",
                "--pull=never",
                "--",
                "sha256:0123",
                "serve",
                "--all",
                "");

        assertThat(DockerRunParser.parse(argv, ENVIRONMENT))
                .contains(new ContainerRequest(
                        "sha256:0123",
                        true,
                        true,
                        Optional.of("demo-api-3-1"),
                        Map.of("team", "shop", "io.paz.platform", ""),
                        new Program(
                                Optional.empty(),
                                List.of("serve", "--all", ""),
                                List.of("GREETING=say \"hi\" & cost $5, 100%", "LINES=one\ntwo", "EMPTY="),
                                Optional.of("1000"),
                                Optional.empty(),
                                Optional.of(20),
                                Optional.empty(),
                                false),
                        new Network(
                                Optional.of("bridge"),
                                Optional.empty(),
                                List.of(
                                        new PublishedPort(Optional.of("172.17.0.1"), Optional.empty(), 8080, "tcp"),
                                        new PublishedPort(Optional.of("172.17.0.1"), Optional.of(19090), 9090, "tcp")),
                                List.of("shop.paz:172.17.0.1")),
                        new Storage(List.of("data:/var/lib/data"), List.of(), false),
                        new Limits(Optional.of(64L << 20), Optional.of(500_000_000L), false, Optional.empty()),
                        new Logging(Optional.of("json-file"), Map.of("max-size", "10m", "max-file", "2"))));
    }

    @Test
    void reads_how_a_container_is_confined() {
        ContainerRequest request = known(
                "--pids-limit=2048",
                "--security-opt=no-new-privileges",
                "--cap-drop=ALL",
                "--cap-add=CHOWN",
                "--cap-add=NET_RAW");

        assertThat(request.limits().confinement())
                .contains(new Confinement(Optional.of(2048L), true, List.of("ALL"), List.of("CHOWN", "NET_RAW")));
    }

    @Test
    void reads_an_option_in_every_form_that_the_client_takes() {
        assertThat(known("--name", "shop").name()).contains("shop");
        assertThat(known("-p", "80").network().ports())
                .isEqualTo(known("-p80").network().ports());
        assertThat(known("-p=80").network().ports())
                .isEqualTo(known("--publish=80").network().ports());
        assertThat(known("-e", "A=1", "-eB=2", "--env", "C=3").program().env()).containsExactly("A=1", "B=2", "C=3");
        assertThat(known("--rm=false").remove()).isFalse();
        assertThat(known("--user=1", "--user=2").program().user()).contains("2");
        assertThat(DockerRunParser.parse(List.of("docker", "container", "run", "demo"), ENVIRONMENT))
                .isPresent();
    }

    @Test
    void takes_no_word_behind_the_image_for_an_option() {
        ContainerRequest request = DockerRunParser.parse(
                        List.of("docker", "run", "demo", "--privileged", "-v", "/:/host"), ENVIRONMENT)
                .orElseThrow();

        assertThat(request.limits().privileged()).isFalse();
        assertThat(request.program().command()).containsExactly("--privileged", "-v", "/:/host");
    }

    @Test
    void takes_the_value_of_a_variable_without_one_from_the_clients_environment() {
        assertThat(known("-e", "TOKEN", "-e", "ABSENT").program().env()).containsExactly("TOKEN=of the client");
    }

    @Test
    void reads_ports_as_the_client_does() {
        assertThat(known("-p", "80:8080/udp").network().ports())
                .containsExactly(new PublishedPort(Optional.empty(), Optional.of(80), 8080, "udp"));
        assertThat(known("-p", "[::1]:80:8080").network().ports())
                .containsExactly(new PublishedPort(Optional.of("::1"), Optional.of(80), 8080, "tcp"));
        assertThat(known("-p", "8080").network().ports())
                .containsExactly(new PublishedPort(Optional.empty(), Optional.empty(), 8080, "tcp"));
    }

    @Test
    void keeps_hostile_values_in_their_place() {
        String value = "\" --privileged -v /:/host %i $HOME $(id) {{.X}} \\n ; #";
        ContainerRequest request = known("--env=A=" + value, "--label=l=" + value, "--user=" + value);

        assertThat(request.program().env()).containsExactly("A=" + value);
        assertThat(request.labels()).containsEntry("l", value);
        assertThat(request.program().user()).contains(value);
        assertThat(request.limits().privileged()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--detach",
                "-d",
                "-it",
                "-t",
                "--interactive",
                "--cidfile=/tmp/id",
                "--env-file=/etc/env",
                "--device=/dev/null",
                "--mount=type=tmpfs,target=/x",
                "--gpus=all",
                "--restart=always",
                "--pull=always",
                "--log-driver=none",
                "--log-driver=syslog",
                "--log-opt=max-size=1m",
                "--network=container:other",
                "--network=name=a,alias=b",
                "--name=a/b",
                "--name=-x",
                "--name=",
                "--publish=8000-8010:80",
                "--publish=0",
                "--publish=70000",
                "--publish=1.2.3.4:80",
                "--publish=80:",
                "--publish=:",
                "--volume=./data:/data",
                "--volume=~/data:/data",
                "--volume=data:relative",
                "--volume=/a:/b:z",
                "--volume=/a:/b:ro:rw",
                "--volume=",
                "--memory=64x",
                "--memory=-1",
                "--memory=1.5g",
                "--pids-limit=-1",
                "--pids-limit=0",
                "--security-opt=seccomp=unconfined",
                "--security-opt=no-new-privileges:false",
                "--cap-add=SYS_ADMIN",
                "--cap-add=net_raw",
                "--cap-drop=",
                "--cpus=x",
                "--cpus=0.0000000001",
                "--cpus=-1",
                "--stop-timeout=-1",
                "--stop-timeout=1.5",
                "--stop-signal=; reboot",
                "--add-host=a",
                "--add-host=a:b",
                "--env==x",
                "--env=",
                "--label==x",
                "--workdir=relative",
                "--rm=maybe",
                "--rm=",
                "---",
                "-",
                "--=x",
                "--unknown",
                "--unknown=1",
                "-x",
                "--name"
            })
    void leaves_what_it_does_not_know_to_the_client(String option) {
        assertThat(parse(option)).isEmpty();
    }

    @Test
    void leaves_other_lines_to_the_client() {
        for (List<String> argv : List.of(
                List.of("docker"),
                List.of("docker", "run"),
                List.of("docker", "run", "--"),
                List.of("docker", "run", ""),
                List.of("docker", "run", "--rm", "--name"),
                List.of("docker", "start", "-a", "demo"),
                List.of("docker", "--host=tcp://other", "run", "demo"),
                List.of("docker", "container", "start", "demo"))) {
            assertThat(DockerRunParser.parse(argv, ENVIRONMENT)).as("%s", argv).isEmpty();
        }
    }
}
