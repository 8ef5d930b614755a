package io.paz.test.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.bench.load.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} of the platform's Java at any moment, {@code ./paz up} again: nothing lost, nothing twice. */
final class KillTest {

    private static final int ROUNDS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @Test
    void a_killed_platform_comes_back_and_its_services_never_stopped(@TempDir Path folder) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String name = Names.unique("kill");
        try (Platform platform = new Platform(folder.resolve("paz"))) {
            platform.up("--no-demo");
            platform.create(name);
            platform.deploy(name);

            Load load = Load.start(platform.load(name));
            try (load) {
                for (int round = 0; round < ROUNDS; round++) {
                    int version = deployInBackground(platform, name);
                    LockSupport.parkNanos(
                            Duration.ofMillis(random.nextInt(2_500)).toNanos());
                    platform.signal("KILL", "paz");
                    platform.up("--no-demo");
                    Await.until(
                            "version " + version + " ends, seed " + seed,
                            TIMEOUT,
                            () -> ended(platform, name, version));
                }
            }
            assertThat(load.report().answered()).as("requests").isPositive();
            assertThat(load.report().failures())
                    .as("failed requests, seed " + seed)
                    .isEmpty();

            assertNothingLostAndNothingTwice(platform, name, seed);
            platform.scheduler("DELETE", "/services/" + name, "").expect(204);
            assertThat(Leftovers.of(platform, name)).isEqualTo(Leftovers.NONE);
        }
    }

    private static void assertNothingLostAndNothingTwice(Platform platform, String name, long seed) {
        JsonNode journal = platform.scheduler("GET", "/journal?service=" + name, "")
                .expect(200)
                .doc();
        assertThat(journal.valueStream().map(entry -> entry.required("version").asString()))
                .as("journal, seed " + seed)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, ROUNDS + 1)
                        .mapToObj(String::valueOf)
                        .toList());
        String serving = platform.routed(name + ".paz", "/")
                .expect(200)
                .tree()
                .required("version")
                .asString();
        assertThat(Leftovers.containers(platform, name))
                .as("containers, seed " + seed)
                .isEqualTo(List.of(name + "-" + serving + "-1", name + "-" + serving + "-2"));
    }

    private static int deployInBackground(Platform platform, String name) {
        return platform.scheduler("POST", "/hooks/deploy", "{\"serviceName\": \"%s\"}".formatted(name))
                .expect(200)
                .tree()
                .required("version")
                .asInt();
    }

    private static boolean ended(Platform platform, String name, int version) {
        Platform.Answer answer = platform.scheduler("GET", "/deployments/" + name + "/" + version, "");
        return answer.status() == 200
                && List.of("done", "failed")
                        .contains(answer.doc().required("state").asString());
    }
}
