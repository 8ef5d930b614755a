package io.paz.haproxy;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * An instance that speaks HTTP/2 in clear text only, as gRPC servers do: {@code /paz.Echo/Stream} sends each message back as it comes, and the status
 * in trailers at the end; {@code /health} is well.
 */
final class GrpcInstance implements AutoCloseable {

    private final DisposableServer server;

    /** Versions of HTTP in which health checks came. */
    final Set<String> checked = ConcurrentHashMap.newKeySet();

    GrpcInstance(String name) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.H2C)
                .route(routes -> routes.post("/paz.Echo/Stream", (request, response) -> echo(name, request, response))
                        .get("/health", this::health))
                .bindNow(Duration.ofSeconds(30));
    }

    String address() {
        return "127.0.0.1:" + server.port();
    }

    private static Publisher<Void> echo(String name, HttpServerRequest request, HttpServerResponse response) {
        boolean acceptsTrailers = "trailers".equals(request.requestHeaders().get("te"));
        return response.header("content-type", "application/grpc")
                .header("instance", name)
                .header("trailer", "grpc-status")
                .trailerHeaders(trailers -> trailers.set("grpc-status", acceptsTrailers ? "0" : "13"))
                .send(request.receive().map(ByteBuf::retain), message -> true);
    }

    private Publisher<Void> health(HttpServerRequest request, HttpServerResponse response) {
        checked.add(request.version().text());
        return response.sendString(Mono.just("well"));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
