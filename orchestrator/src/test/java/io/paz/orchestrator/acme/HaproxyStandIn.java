package io.paz.orchestrator.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.paz.engine.key.AcmeKeys;
import io.paz.etcd.Keys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers challenges from the keys in etcd, as a HAProxy does. */
final class HaproxyStandIn implements AutoCloseable {

    private static final String PATH = "/.well-known/acme-challenge/";

    private final HttpServer server;
    private final Keys keys;

    /** While it is behind, it does not know new keys. */
    volatile boolean isBehind;

    HaproxyStandIn(String address, int port, Keys keys) throws IOException {
        this.keys = keys;
        server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String host = exchange.getRequestHeaders().getFirst("Host").replaceAll(":.*", "");
        String token = exchange.getRequestURI().getPath().replace(PATH, "");
        String answer = isBehind ? null : keys.list(AcmeKeys.CHALLENGES).join().get(AcmeKeys.challenge(host, token));
        byte[] body = (answer == null ? "not here" : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
