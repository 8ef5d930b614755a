package io.paz.orchestrator.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A part behind the orchestrator, over HTTP: answers what it is told to, and keeps what it was asked. */
public final class PartStandIn implements AutoCloseable {

    /** What it was asked. */
    public record Asked(String request, String authorization, String requestId, String body) {}

    private record Answer(int status, String body) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final int port;
    private HttpServer server;
    private volatile CountDownLatch frozen = new CountDownLatch(0);

    public final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** Headers of what it was asked, the last time for each request. */
    public final Map<String, Map<String, List<String>>> headers = new ConcurrentHashMap<>();

    public PartStandIn() throws IOException {
        server = start(0);
        port = server.getAddress().getPort();
    }

    private HttpServer start(int wanted) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
        started.createContext("/", this::handle);
        started.setExecutor(workers);
        started.start();
        return started;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** @param request {@code GET /services?x=y} */
    public PartStandIn on(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
        return this;
    }

    /** It refuses connections from now on. */
    public void down() {
        server.stop(0);
    }

    public void upAgain() throws IOException {
        server = start(port);
    }

    /** It takes requests from now on, and answers none. */
    public void freeze() {
        frozen = new CountDownLatch(1);
    }

    public void thaw() {
        frozen.countDown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        awaitThaw();
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        headers.put(request, Map.copyOf(exchange.getRequestHeaders()));
        asked.add(new Asked(
                request,
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("x-api-uuid")),
                body));
        Answer answer = answers.getOrDefault(
                request, new Answer(404, "{\"code\":\"not_found\",\"message\":\"no " + request + "\",\"uuid\":\"u\"}"));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitThaw() {
        try {
            frozen.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thaw();
        server.stop(0);
        workers.shutdownNow();
    }
}
