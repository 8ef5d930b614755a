package io.paz.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers challenges over HTTP, as HAProxy does. */
final class ChallengeServer implements ChallengePublisher, AutoCloseable {

    private static final String PATH = "/.well-known/acme-challenge/";

    /** By domain. */
    final Map<String, Challenge> published = new ConcurrentHashMap<>();

    private final HttpServer server;
    volatile boolean isReachable = true;
    volatile String answer = "";

    ChallengeServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext(PATH, this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String host = exchange.getRequestHeaders().getFirst("Host").replaceAll(":.*", "");
        Challenge challenge = published.get(host);
        boolean isKnown =
                challenge != null && exchange.getRequestURI().getPath().equals(PATH + challenge.token());
        byte[] body = (isKnown && answer.isEmpty() ? challenge.response() : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(isKnown ? 200 : 404, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void publish(Challenge challenge) throws ChallengeException {
        if (!isReachable) {
            throw new ChallengeException("127.0.0.1 does not answer");
        }
        published.put(challenge.domain(), challenge);
    }

    @Override
    public void withdraw(String domain) {
        published.remove(domain);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
