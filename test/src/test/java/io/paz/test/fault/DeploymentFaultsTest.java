package io.paz.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Leftovers;
import io.paz.test.platform.Platform;
import io.paz.test.platform.Platform.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Deployments that cannot go well, and too many of them at once. */
final class DeploymentFaultsTest {

    private static final int DEADLINE_SECONDS = 30;
    private static final int AT_ONCE = 20;

    @TempDir
    private static Path folder;

    private static final ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    private static Platform platform;
    private static ServerSocket taken;

    @BeforeAll
    static void up() throws Exception {
        taken = new ServerSocket(0);
        platform =
                new Platform(folder.resolve("paz"), Map.of("PAZ_SCHEDULER_DEADLINE", String.valueOf(DEADLINE_SECONDS)));
        platform.up("--no-demo");
    }

    @AfterAll
    static void destroy() throws IOException {
        taken.close();
        clients.shutdown();
        platform.close();
    }

    @Test
    void of_twenty_deployments_at_once_the_last_one_wins() {
        Service service = Service.create(platform, "twenty", 1);

        List<Answer> answers = atOnce(IntStream.range(0, AT_ONCE)
                .mapToObj(i -> (Supplier<Answer>) service::deploy)
                .toList());

        assertThat(answers)
                .as("taken, or overtaken by a newer one")
                .allMatch(answer -> answer.status() == 200 || answer.status() == 409);
        service.awaitDone(AT_ONCE);
        assertThat(journal(service))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, AT_ONCE)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(IntStream.range(1, AT_ONCE).mapToObj(service::state)).containsAnyOf("done", "superseded");
        assertThat(IntStream.range(1, AT_ONCE).mapToObj(service::state)).isSubsetOf("done", "superseded");
        assertThat(service.servingVersion()).isEqualTo(String.valueOf(AT_ONCE));
        assertThat(service.containers()).containsExactly(service.name() + "-" + AT_ONCE + "-1");
        service.delete();
    }

    /** What is wrong with a version: the change that brings it, the image, what its reason and its last lines must say. */
    private record Broken(String config, String image, String reason, String lastLines) {}

    private static final Map<String, Broken> BROKEN = new LinkedHashMap<>(Map.of(
            "an image that does not exist",
            new Broken(
                    "{}",
                    "paz/demo-api:no-such-tag",
                    "image paz/demo-api:no-such-tag is not on its host, and cannot be looked up: ",
                    ""),
            "a container that ends at once",
            new Broken(
                    "{\"command\": [\"/bin/sh\", \"-c\", \"echo out of luck; exit 3\"]}",
                    "paz/demo-api",
                    "its container ended with exit status 3; its last line: \"out of luck\"",
                    "out of luck"),
            "a program that the image lacks",
            new Broken(
                    "{\"command\": [\"no-such-program\"]}",
                    "paz/demo-api",
                    "its command cannot be run: ",
                    "no-such-program"),
            "a health path that answers 404",
            new Broken(
                    "{\"healthCheck\": {\"path\": \"/no-such-path\"}}",
                    "paz/demo-api",
                    "instance 1 is not healthy within 30 s: GET /no-such-path on port 8080 answers 404",
                    ""),
            "a health path that answers 500",
            new Broken(
                    "{\"env\": {\"FAIL_RATE\": \"1\"}, \"healthCheck\": {\"path\": \"/\", \"startPeriodSeconds\": 20}}",
                    "paz/demo-api",
                    "instance 1 is not healthy within 20 s: GET / on port 8080 answers 500",
                    ""),
            "a port that nothing listens on",
            new Broken(
                    "{\"ports\": [{\"container\": 8099}], \"healthCheck\": {}}",
                    "paz/demo-api",
                    "instance 1 is not healthy within 30 s: nothing listens on port 8099; open are 8080. Check that the"
                            + " first entry of ports is the port that the program listens on",
                    ""),
            "a host port that somebody else has",
            new Broken(
                    "{\"ports\": [{\"container\": 8080, \"host\": TAKEN}]}",
                    "paz/demo-api",
                    "host port TAKEN is taken: ",
                    "TAKEN"),
            "too little memory",
            new Broken(
                    "{\"resources\": {\"memory\": \"8m\"}, \"command\": [\"/bin/sh\", \"-c\", \"tail /dev/zero\"]}",
                    "paz/demo-api",
                    "its container was killed (exit status 137), most likely out of memory:" + " it may use 8m",
                    "")));

    @Test
    void a_version_that_cannot_come_up_fails_with_its_reason_and_leaves_the_old_one_alone() {
        Map<String, Service> services = new LinkedHashMap<>();
        BROKEN.keySet()
                .forEach(what ->
                        services.put(what, Service.create(platform, "broken", 1).deployed()));

        String port = String.valueOf(taken.getLocalPort());
        List<Supplier<Answer>> deployments = BROKEN.entrySet().stream()
                .map(row -> (Supplier<Answer>) () -> {
                    Service service = services.get(row.getKey());
                    service.patch(row.getValue().config().replace("TAKEN", port));
                    return service.deployAndWait(row.getValue().image());
                })
                .toList();
        List<Answer> answers = atOnce(deployments);

        assertThat(answers).extracting(Answer::status).containsOnly(422);
        services.forEach((what, service) -> {
            JsonNode deployment = service.deployment(2);
            assertThat(deployment.required("state").asString()).as(what).isEqualTo("failed");
            assertThat(deployment.required("reason").asString())
                    .as(what)
                    .contains(BROKEN.get(what).reason().replace("TAKEN", port));
            assertThat(deployment.path("lastLines").toString())
                    .as(what)
                    .contains(BROKEN.get(what).lastLines().replace("TAKEN", port));
            assertThat(service.servingVersion()).as(what).isEqualTo("1");
            assertThat(service.containers()).as(what).containsExactly(service.name() + "-1-1");
            assertThat(Leftovers.of(platform, service.name()).units())
                    .as(what)
                    .containsExactly(service.name() + "-1-1.service", service.name() + "-announce-1-1.service");
            service.delete();
        });
    }

    /** As a database does: it ends where another instance of it holds the lock in its volume. */
    private static final String LOCKS_ITS_VOLUME = """
            {"user": "0", "volume": {"VOLUME": "/data"}, "command": ["/usr/bin/perl", "-e",
             "$^F = 99; open(L, '>>', '/data/lock') or die; flock(L, 6) or die qq(lock is held\\n); \
            exec('/usr/bin/perl', '/usr/local/bin/demo-api')"]}""";

    @Test
    void a_program_that_locks_its_volume_is_replaced_and_restarted_unless_a_strategy_is_given() {
        Service service = Service.create(platform, "locked", 1);
        service.patch(LOCKS_ITS_VOLUME.replace("VOLUME", service.name()));
        service.deployed();

        service.deployAndWait().expect(200);
        assertThat(service.deployment(2).path("steps").toString())
                .contains("recreate, because volume " + service.name() + " may be used by one instance at a time");
        platform.scheduler("POST", "/services/" + service.name() + "/restart?wait=true", "")
                .expect(200);
        assertThat(service.servingVersion()).isEqualTo("3");

        service.patch("{\"strategy\": {\"type\": \"rolling\"}}");
        assertThat(service.deployAndWait().status()).isEqualTo(422);
        assertThat(service.deployment(4).required("reason").asString())
                .contains("lock is held")
                .contains("volume " + service.name() + " is used by several instances at once");
        assertThat(service.servingVersion()).isEqualTo("3");
        service.delete();
    }

    private static <T> List<T> atOnce(List<Supplier<T>> calls) {
        Stream<CompletableFuture<T>> started = calls.stream().map(call -> CompletableFuture.supplyAsync(call, clients));
        return started.toList().stream().map(CompletableFuture::join).toList();
    }

    private static List<String> journal(Service service) {
        return platform.scheduler("GET", "/journal?service=" + service.name(), "")
                .expect(200)
                .doc()
                .valueStream()
                .map(entry -> entry.required("version").asString())
                .toList();
    }
}
