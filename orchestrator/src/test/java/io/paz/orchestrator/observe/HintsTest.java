package io.paz.orchestrator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.fleet.client.FleetClient;
import io.paz.etcd.Await;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** Against a small HTTP server, which answers as the embedded host does. */
final class HintsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final List<String> known = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();

    /** Each answer is a tag, or {@code 304}, or {@code 500}; behind the last one the server is silent. */
    private DisposableServer server(String... answers) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    known.add(request.requestHeaders().get("If-None-Match"));
                    int turn = known.size() - 1;
                    return turn < answers.length ? answer(response, answers[turn]) : Mono.never();
                })
                .bindNow();
    }

    private static Mono<Void> answer(HttpServerResponse response, String answer) {
        return answer.matches("\\d+")
                ? response.status(Integer.parseInt(answer)).send()
                : response.header("ETag", answer).sendString(Mono.just("{}")).then();
    }

    private Hints hints(DisposableServer server) {
        URI address = URI.create("http://127.0.0.1:" + server.port());
        return new Hints(new FleetClient(address, null)::nextTagOfStates, () -> changes.add("changed")).start();
    }

    @Test
    void each_new_tag_is_a_change_and_a_failure_is_none() {
        DisposableServer server = server("\"1\"", "304", "500", "\"1\"", "\"2\"");
        Hints hints = hints(server);
        try {
            Await.until("it waits behind the last one", TIMEOUT, () -> known.size() >= 6);
            assertThat(changes).hasSize(2);
            assertThat(known.subList(0, 6)).containsExactly("\"\"", "\"1\"", "\"1\"", "\"1\"", "\"1\"", "\"2\"");
        } finally {
            hints.close();
            server.disposeNow();
        }
    }
}
