package io.paz.engine.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.ContainerSpecBuilder;
import io.paz.engine.spec.HealthProbe;
import io.paz.engine.spec.PortMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reasons, from what Docker 20 to 29, systemd and the sidekick really print. */
class DiagnosisTest {

    private static final String DAEMON = "docker: Error response from daemon: ";
    private static final String NOT_HERE = "Unable to find image 'team/web:2' locally";
    private static final String NO_CONNECTIVITY =
            "driver failed programming external connectivity on endpoint web-2-1 (69): ";

    private static Arguments row(String name, List<String> container, String end, String reason) {
        return Arguments.of(name, container, end, reason);
    }

    static Stream<Arguments> ends() {
        return Stream.concat(Stream.concat(notStarted(), nameTaken()), ended());
    }

    private static Stream<Arguments> nameTaken() {
        return Stream.of(row(
                "a container name that somebody else has",
                List.of(DAEMON
                        + "Conflict. The container name \"/web-2-1\" is already in use by container \"5f0c\"."
                        + " You have to remove (or rename) that container to be able to reuse that name."),
                "code=exited, status=125/n/a",
                "container name web-2-1 is taken by a container that is not this platform's: \"Conflict. The"
                        + " container name \"/web-2-1\" is already in use by container \"5f0c\". You have to remove"
                        + " (or rename) that container to be able to reuse that name.\". Deploy again, since the next"
                        + " version has other names; remove that container only if nobody needs it: it may be another"
                        + " platform's"));
    }

    private static Stream<Arguments> notStarted() {
        return Stream.of(
                row(
                        "an image that does not exist",
                        List.of(
                                NOT_HERE,
                                DAEMON + "pull access denied for team/web, repository does not exist or may require"
                                        + " 'docker login': denied: requested access to the resource is denied",
                                "",
                                "Run 'docker run --help' for more information"),
                        "code=exited, status=125/n/a",
                        "image team/web:2 does not exist or cannot be pulled: \"pull access denied for team/web,"
                                + " repository does not exist or may require 'docker login': denied: requested access to"
                                + " the resource is denied\". Check its name and tag, and that hosts reach its registry"
                                + " and may pull from it"),
                row(
                        "a registry that cannot be reached",
                        List.of(NOT_HERE, DAEMON + "Get \"https://r/v2/\": dial tcp: lookup r: no such host"),
                        "code=exited, status=125/n/a",
                        "image team/web:2 does not exist or cannot be pulled: \"Get \"https://r/v2/\": dial tcp: lookup r:"
                                + " no such host\". Check its name and tag, and that hosts reach its registry and may pull"
                                + " from it"),
                row(
                        "a host port that another container has",
                        List.of(DAEMON + NO_CONNECTIVITY + "Bind for 10.0.0.1:8000 failed: port is already allocated"),
                        "code=exited, status=125/n/a",
                        "host port 8000 is taken: \"" + NO_CONNECTIVITY
                                + "Bind for 10.0.0.1:8000 failed: port is already allocated\". Free it, or give another"
                                + " host port in ports"),
                row(
                        "a host port that a program has",
                        List.of(
                                DAEMON + NO_CONNECTIVITY
                                        + "Error starting userland proxy: listen tcp4 10.0.0.1:80: bind: address already in use"),
                        "code=exited, status=125/n/a",
                        "host port 80 is taken: \"" + NO_CONNECTIVITY
                                + "Error starting userland proxy: listen tcp4 10.0.0.1:80: bind: address already in use\"."
                                + " Free it, or give another host port in ports"),
                row(
                        "a command that the image lacks",
                        List.of(DAEMON + "unable to start container process: exec: \"x\": executable file not found in"
                                + " $PATH: unknown"),
                        "code=exited, status=127/n/a",
                        "its command cannot be run: \"unable to start container process: exec: \"x\": executable file not"
                                + " found in $PATH: unknown\". Check command, and that the image holds that program"),
                row(
                        "a user that there is not",
                        List.of(DAEMON + "unable to find user nobody7: no matching entries in passwd file"),
                        "code=exited, status=125/n/a",
                        "Docker does not start its container: \"unable to find user nobody7: no matching entries in passwd"
                                + " file\""));
    }

    private static Stream<Arguments> ended() {
        return Stream.of(
                row(
                        "a program that ends with a status",
                        List.of("starting", "no configuration", ""),
                        "code=exited, status=3/NOTIMPLEMENTED",
                        "its container ended with exit status 3; its last line: \"no configuration\""),
                row(
                        "a program that is done",
                        List.of(),
                        "code=exited, status=0/SUCCESS",
                        "its container ended by itself (exit status 0), but a service must go on running; it printed"
                                + " nothing"),
                row(
                        "a program that ends as Docker's own failures do",
                        List.of("disk full"),
                        "code=exited, status=125/n/a",
                        "its container ended with exit status 125; its last line: \"disk full\""),
                row(
                        "an etcd that did not answer at the end",
                        List.of("no configuration", "cannot withdraw /paz/services/web/2/1: context deadline exceeded"),
                        "code=exited, status=1/FAILURE",
                        "its container ended with exit status 1; its last line: \"no configuration\""),
                row(
                        "words of Docker from a start before",
                        List.of(DAEMON + "Conflict", "hello"),
                        "code=exited, status=1/FAILURE",
                        "its container ended with exit status 1; its last line: \"hello\""),
                row(
                        "too little memory",
                        List.of("loading"),
                        "code=exited, status=137/n/a",
                        "its container was killed (exit status 137), most likely out of memory: it may use 16m. Raise"
                                + " resources.memory, or let it use less; its last line: \"loading\""),
                row(
                        "a killed docker command",
                        List.of(),
                        "code=killed, status=9/KILL",
                        "its container was killed (signal 9), most likely out of memory: it may use 16m. Raise"
                                + " resources.memory, or let it use less; it printed nothing"),
                row(
                        "a manager that says nothing",
                        List.of("hello"),
                        "",
                        "web-2-1.service is as the engine says; its last line: \"hello\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void why_an_instance_ended(String name, List<String> container, String end, String reason) {
        assertThat(Diagnosis.cause(web("/health"), status(Condition.RESTARTING), log(container, end, null)))
                .isEqualTo(reason);
    }

    @Test
    void the_last_end_counts() {
        UnitLog log = new UnitLog(
                List.of(),
                List.of(
                        "web-2-1.service: Main process exited, code=exited, status=1/FAILURE",
                        "web-2-1.service: Scheduled restart job, restart counter is at 1.",
                        "web-2-1.service: Main process exited, code=exited, status=2/INVALIDARGUMENT",
                        "web-2-1.service: Failed with result 'exit-code'."),
                List.of());
        assertThat(Diagnosis.cause(web(null), status(Condition.FAILED), log))
                .isEqualTo("its container ended with exit status 2; it printed nothing");
    }

    @Test
    void without_a_limit_it_is_the_memory_of_the_host() {
        ContainerSpec unlimited = spec(null).build();
        UnitLog log = log(List.of(), "code=exited, status=137/n/a", null);
        assertThat(Diagnosis.cause(unlimited, status(Condition.FAILED), log))
                .isEqualTo(
                        "its container was killed (exit status 137), out of memory on its host, or killed from outside."
                                + " Check the host's memory; it printed nothing");
    }

    @Test
    void a_long_line_is_cut() {
        UnitLog log = log(List.of("x".repeat(1000)), "code=exited, status=1/FAILURE", null);
        assertThat(Diagnosis.cause(web(null), status(Condition.FAILED), log))
                .isEqualTo("its container ended with exit status 1; its last line: \"" + "x".repeat(300) + "...\"");
    }

    private static Arguments delay(String name, Condition condition, String path, String sidekick, String reason) {
        return Arguments.of(name, condition, path, sidekick, reason);
    }

    static Stream<Arguments> delays() {
        return Stream.of(
                delay(
                        "no host takes it",
                        Condition.UNPLACED,
                        null,
                        null,
                        "no host takes it (web-2-1.service is as the engine says). Check that a host is up, has room, and is"
                                + " not ruled out by what runs there"),
                delay(
                        "on its way",
                        Condition.PENDING,
                        null,
                        null,
                        "it is not started yet (web-2-1.service is as the engine says)"),
                delay(
                        "a health path that answers 500",
                        Condition.RUNNING,
                        "/health",
                        "not announced: GET /health on port 8080 answers 500",
                        "GET /health on port 8080 answers 500 (expected: 200-399). Check healthCheck.path, and why the"
                                + " program answers so"),
                delay(
                        "nothing on the port",
                        Condition.RUNNING,
                        null,
                        "not announced: nothing listens on port 8099; open are 8080",
                        "nothing listens on port 8099; open are 8080. Check that the first entry of ports is the port that"
                                + " the program listens on"),
                delay(
                        "open to itself only",
                        Condition.RUNNING,
                        null,
                        "not announced: port 8080 is open on the container's own 127.0.0.1 only",
                        "port 8080 is open on the container's own 127.0.0.1 only. Let the program listen on 0.0.0.0, so that"
                                + " others reach it"),
                delay(
                        "no answer",
                        Condition.RUNNING,
                        "/health",
                        "not announced: no answer to GET /health on port 8080 within 2 s",
                        "no answer to GET /health on port 8080 within 2 s. Check what the program waits for, or raise"
                                + " healthCheck.timeoutSeconds"),
                delay(
                        "announced, but etcd does not show it",
                        Condition.RUNNING,
                        "/health",
                        "announced 10.0.0.1:8000",
                        "it does not answer GET /health on port 8080 with a success, as far as is known: its sidekick said"
                                + " nothing of it (web-2-1.service is as the engine says)"),
                delay(
                        "a sidekick that says nothing",
                        Condition.RUNNING,
                        null,
                        null,
                        "nothing in it takes connections on port 8080, as far as is known: its sidekick said nothing of it"
                                + " (web-2-1.service is as the engine says)"));
    }

    static Stream<Arguments> delaysThatAreNotThePrograms() {
        return Stream.of(
                delay(
                        "an image that checks itself",
                        Condition.RUNNING,
                        null,
                        "not announced: the image's HEALTHCHECK reports unhealthy",
                        "the image's HEALTHCHECK reports unhealthy. Check it and its interval, or set healthCheck.path to use"
                                + " that instead"),
                delay(
                        "an etcd that does not answer",
                        Condition.RUNNING,
                        null,
                        "not announced: etcd at http://127.0.0.1:2379 does not answer within 3 s",
                        "etcd at http://127.0.0.1:2379 does not answer within 3 s. Check that etcd runs, and that the host of"
                                + " the instance reaches it"),
                delay(
                        "a host without etcdctl",
                        Condition.RUNNING,
                        null,
                        "not announced: etcdctl cannot be run: not found (PATH is /bin)",
                        "etcdctl cannot be run: not found (PATH is /bin). Install it on the host of the instance"),
                delay(
                        "a container of somebody else",
                        Condition.RUNNING,
                        null,
                        "not announced: container web-2-1 is not of this platform",
                        "container web-2-1 is not of this platform. Deploy again, since the next version has"
                                + " other names; remove that container only if nobody needs it: it may be another"
                                + " platform's"),
                delay(
                        "an engine that does not answer",
                        Condition.RUNNING,
                        null,
                        "not announced: Docker's socket /var/run/docker.sock does not answer, curl ended with 7",
                        "Docker's socket /var/run/docker.sock does not answer, curl ended with 7"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"delays", "delaysThatAreNotThePrograms"})
    void why_an_instance_is_not_healthy(String name, Condition condition, String path, String sidekick, String reason) {
        assertThat(Diagnosis.cause(web(path), status(condition), log(List.of(), "", sidekick)))
                .isEqualTo(reason);
    }

    @Test
    void an_image_that_is_still_on_its_way() {
        UnitLog log = log(List.of(NOT_HERE, "2: Pulling from team/web", "5f0: Pulling fs layer"), "", null);
        assertThat(Diagnosis.cause(web(null), status(Condition.RUNNING), log))
                .isEqualTo(
                        "its host is still pulling image team/web:2. Check that the registry answers quickly, or raise"
                                + " healthCheck.startPeriodSeconds");
    }

    @Test
    void an_image_that_failed_once_and_is_tried_again() {
        List<String> lines = List.of(NOT_HERE, DAEMON + "Get \"https://r/v2/\": i/o timeout", NOT_HERE);
        UnitLog log = log(lines, "code=exited, status=125/n/a", null);
        assertThat(Diagnosis.cause(web(null), status(Condition.RUNNING), log))
                .startsWith(
                        "image team/web:2 does not exist or cannot be pulled: \"Get \"https://r/v2/\": i/o timeout\".");
    }

    @Test
    void one_that_ended_and_is_on_its_way_again() {
        UnitLog log = log(List.of("out of luck"), "code=exited, status=3/n/a", null);
        assertThat(Diagnosis.cause(web(null), status(Condition.PENDING), log))
                .isEqualTo("its container ended with exit status 3; its last line: \"out of luck\"");
    }

    @Test
    void one_without_a_port_that_does_not_stay() {
        ContainerSpec worker = spec(null).ports(List.of()).build();
        assertThat(Diagnosis.cause(worker, status(Condition.RUNNING), log(List.of(), "", null)))
                .isEqualTo("it does not keep running (web-2-1.service is as the engine says)");
    }

    private static InstanceStatus status(Condition condition) {
        return new InstanceStatus(
                new InstanceId("web", 2, 1),
                "web-2-1.service",
                condition,
                "web-2-1.service is as the engine says",
                null);
    }

    private static UnitLog log(List<String> container, String end, String sidekick) {
        List<String> manager = new ArrayList<>();
        if (!end.isEmpty()) {
            manager.add("web-2-1.service: Main process exited, " + end);
            manager.add("web-2-1.service: Failed with result 'exit-code'.");
        }
        return new UnitLog(container, manager, sidekick == null ? List.of() : List.of(sidekick));
    }

    private static ContainerSpec web(String path) {
        return spec(path).memory("16m").build();
    }

    private static ContainerSpecBuilder spec(String path) {
        return ContainerSpec.builder(new ReleaseId("web", 2), "team/web:2")
                .ports(List.of(new PortMapping(8080, null)))
                .health(new HealthProbe(path, "GET", "web.paz", "200-399", 2, 2, 1, 3));
    }
}
