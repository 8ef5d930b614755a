package io.paz.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Platform;
import io.paz.test.platform.Platform.Answer;
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

    private static final int DEADLINE_SECONDS = 15;
    private static final int AT_ONCE = 20;

    @TempDir
    private static Path folder;

    private static final ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    private static Platform platform;

    @BeforeAll
    static void up() throws Exception {
        platform =
                new Platform(folder.resolve("paz"), Map.of("PAZ_SCHEDULER_DEADLINE", String.valueOf(DEADLINE_SECONDS)));
        platform.up("--no-demo");
    }

    @AfterAll
    static void destroy() {
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
            new Broken("{}", "paz/demo-api:no-such-tag", "instance 1 ended 3 times", "paz/demo-api:no-such-tag"),
            "a container that ends at once",
            new Broken(
                    "{\"command\": [\"/bin/sh\", \"-c\", \"echo out of luck; exit 3\"]}",
                    "paz/demo-api",
                    "instance 1 ended 3 times",
                    "out of luck"),
            "a health path that answers 404",
            new Broken(
                    "{\"healthCheck\": {\"path\": \"/no-such-path\"}}",
                    "paz/demo-api",
                    "it does not answer GET /no-such-path on port 8080 with a success",
                    ""),
            "a port that nothing listens on",
            new Broken(
                    "{\"ports\": [{\"container\": 8099}], \"healthCheck\": {}}",
                    "paz/demo-api",
                    "nothing in it takes connections on port 8099",
                    "")));

    @Test
    void a_version_that_cannot_come_up_fails_with_its_reason_and_leaves_the_old_one_alone() {
        Map<String, Service> services = new LinkedHashMap<>();
        BROKEN.keySet()
                .forEach(what ->
                        services.put(what, Service.create(platform, "broken", 1).deployed()));

        List<Supplier<Answer>> deployments = BROKEN.entrySet().stream()
                .map(row -> (Supplier<Answer>) () -> {
                    Service service = services.get(row.getKey());
                    service.patch(row.getValue().config());
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
                    .contains(BROKEN.get(what).reason());
            assertThat(deployment.path("lastLines").toString())
                    .as(what)
                    .contains(BROKEN.get(what).lastLines());
            assertThat(service.servingVersion()).as(what).isEqualTo("1");
            assertThat(service.containers()).as(what).containsExactly(service.name() + "-1-1");
            service.delete();
        });
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
