package io.paz.bench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** WebSockets that stay open, each of which sends a message every second that must come back. */
public final class WebSockets implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration ECHO_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<Client> clients;
    private final Thread sender = new Thread(this::send, "websockets");
    private volatile boolean running = true;

    private WebSockets(List<Client> clients) {
        this.clients = clients;
    }

    /** Returns when all are open. */
    public static WebSockets open(URI uri, int count) {
        HttpClient http = HttpClient.newHttpClient();
        WebSockets opened = new WebSockets(
                IntStream.range(0, count).mapToObj(i -> new Client(http, uri)).toList());
        opened.clients.forEach(Client::socket);
        opened.sender.start();
        return opened;
    }

    /** Messages that came back. */
    public long echoes() {
        return clients.stream().mapToLong(client -> client.echoes.get()).sum();
    }

    /** Ends after each was tried once more, and says how many did not work any longer, by reason. */
    public Map<String, Long> end() {
        stop();
        Map<String, Long> reasons = new TreeMap<>();
        clients.stream()
                .map(client -> client.end)
                .filter(reason -> !reason.isEmpty())
                .forEach(reason -> reasons.merge(reason, 1L, Long::sum));
        return reasons;
    }

    @Override
    public void close() {
        stop();
        clients.forEach(client -> client.socket().abort());
    }

    private void stop() {
        running = false;
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() {
        while (running) {
            round();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        round();
    }

    private void round() {
        List<CompletableFuture<Boolean>> open = clients.stream()
                .filter(client -> client.end.isEmpty())
                .map(Client::sendAndReceive)
                .toList();
        open.forEach(CompletableFuture::join);
    }

    /** One of them. */
    private static final class Client implements WebSocket.Listener {

        private final AtomicLong echoes = new AtomicLong();
        private final CompletableFuture<WebSocket> socket;
        private volatile String end = "";
        private volatile CompletableFuture<Boolean> echo = new CompletableFuture<>();

        Client(HttpClient http, URI uri) {
            socket = http.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT).buildAsync(uri, this);
        }

        /** Once it is open. */
        WebSocket socket() {
            return socket.join();
        }

        /** Completes, and never fails, once the message is back or the socket has ended. */
        CompletableFuture<Boolean> sendAndReceive() {
            CompletableFuture<Boolean> back = new CompletableFuture<>();
            echo = back;
            return socket().sendText("message", true)
                    .thenCompose(any -> back)
                    .orTimeout(ECHO_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .exceptionally(this::ended);
        }

        private boolean ended(Throwable thrown) {
            Throwable cause =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            end = cause.toString();
            return false;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            echoes.incrementAndGet();
            echo.complete(true);
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            onError(from, new IllegalStateException("closed with status " + status));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end = error.toString();
            echo.completeExceptionally(error);
        }
    }
}
