package io.paz.directory;

import static io.paz.directory.Directory.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {

    private static final int CALLERS = 8;
    private static final int ROUNDS = 20;

    @TempDir
    Path data;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private Directory directory;

    @BeforeEach
    void start() {
        directory = Directory.start(data);
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
        directory.close();
    }

    @Test
    void givesANameToOneCreator() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String body = "{\"name\":\"web-%d\",\"dockerRepository\":\"a\"}".formatted(round);

            List<Integer> statuses = atOnce(caller -> directory.post(body).statusCode());

            assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
            assertThat(Collections.frequency(statuses, 409)).isEqualTo(CALLERS - 1);
        }
    }

    @Test
    void givesADomainToOneService() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int now = round;

            List<Integer> statuses = atOnce(caller -> directory
                    .post("{\"name\":\"web-%d-%d\",\"dockerRepository\":\"a\",\"domains\":[\"d%d.example.com\"]}"
                            .formatted(now, caller, now))
                    .statusCode());

            assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
            assertThat(Collections.frequency(statuses, 409)).isEqualTo(CALLERS - 1);
        }
        assertThat(json(directory.get("/services")).path("doc").size()).isEqualTo(ROUNDS);
    }

    @Test
    void losesNoFieldOfTwoChanges() throws Exception {
        assertThat(directory
                        .post("{\"name\":\"web\",\"dockerRepository\":\"a\"}")
                        .statusCode())
                .isEqualTo(201);
        List<String> fields = List.of(
                "\"publicFacing\":true",
                "\"numInstances\":7",
                "\"env\":{\"A\":\"b\"}",
                "\"volume\":{\"data\":\"/data\"}",
                "\"user\":\"app\"",
                "\"stopTimeoutSeconds\":3",
                "\"strategy\":{\"type\":\"recreate\"}",
                "\"command\":[\"sh\"]");

        List<Integer> statuses = atOnce(
                caller -> directory.patch("web", "{" + fields.get(caller) + "}").statusCode());

        assertThat(statuses).containsOnly(200);
        String config = directory.get("/services/web/config").body();
        assertThat(fields).allSatisfy(field -> assertThat(config).contains(field));
    }

    /** Calls from all callers, begun together. */
    private <T> List<T> atOnce(Call<T> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        List<Callable<T>> calls = IntStream.range(0, CALLERS)
                .<Callable<T>>mapToObj(caller -> () -> {
                    start.await();
                    return call.by(caller);
                })
                .toList();
        List<T> results = new ArrayList<>();
        for (Future<T> result : callers.invokeAll(calls)) {
            results.add(result.get());
        }
        return results;
    }

    private interface Call<T> {
        T by(int caller) throws Exception;
    }
}
