package io.paz.orchestrator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.client.PassThrough;
import io.paz.orchestrator.cluster.Document;
import io.paz.orchestrator.cluster.Observation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** Against a small HTTP server, which answers as the scheduler does. */
final class DeploymentReadingsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long ONE_SECOND_NANOS = 1_000_000_000L;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - ONE_SECOND_NANOS / 2);
    private volatile String state = "running";
    private volatile int status = 200;
    private DisposableServer server;
    private DeploymentReadings readings;

    @BeforeEach
    void start() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    String known = request.requestHeaders().get("If-None-Match");
                    asked.add(request.uri() + (known == null ? "" : " " + known));
                    String tag = "\"" + state + "\"";
                    if (status != 200) {
                        return response.status(status).send();
                    }
                    if (tag.equals(known)) {
                        return response.status(304).header("ETag", tag).send();
                    }
                    String body = "{\"doc\":[{\"service\":\"web\",\"version\":1,\"state\":\"%s\"}]}".formatted(state);
                    return response.header("ETag", tag)
                            .sendString(Mono.just(body))
                            .then();
                })
                .bindNow();
        URI address = URI.create("http://127.0.0.1:" + server.port());
        readings = new DeploymentReadings(new PassThrough("scheduler", address, null), JsonMapper.shared(), clock::get);
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private Observation read() {
        return readings.read().block(TIMEOUT);
    }

    private static Document web(String state, boolean active) {
        return new Document("web/1", active, "{\"service\":\"web\",\"version\":1,\"state\":\"%s\"}".formatted(state));
    }

    @Test
    void all_are_read_once_a_second_and_the_few_newest_in_between() {
        assertThat(read()).isEqualTo(new Observation.Deployments(List.of(web("running", true))));
        assertThat(read()).isEqualTo(new Observation.SomeDeployments(List.of(web("running", true))));
        state = "done";
        assertThat(read()).isEqualTo(new Observation.SomeDeployments(List.of(web("done", false))));
        clock.addAndGet(ONE_SECOND_NANOS);
        assertThat(read()).isEqualTo(new Observation.Deployments(List.of(web("done", false))));
        clock.addAndGet(ONE_SECOND_NANOS);
        assertThat(read()).isNull();
        assertThat(read()).isNull();
        assertThat(asked)
                .containsExactly(
                        "/deployments?limit=100",
                        "/deployments?limit=10",
                        "/deployments?limit=10 \"running\"",
                        "/deployments?limit=100 \"running\"",
                        "/deployments?limit=100 \"done\"",
                        "/deployments?limit=10 \"done\"");
    }

    @Test
    void after_a_failure_all_are_read() {
        status = 503;
        assertThat(readings.read().onErrorComplete().block(TIMEOUT)).isNull();
        status = 200;
        assertThat(read()).isInstanceOf(Observation.Deployments.class);
        assertThat(asked).containsExactly("/deployments?limit=100", "/deployments?limit=100");
    }
}
