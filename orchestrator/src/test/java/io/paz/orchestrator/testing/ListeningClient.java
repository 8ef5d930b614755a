package io.paz.orchestrator.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A client of the live stream that waits for its end. */
public final class ListeningClient implements AutoCloseable {

    private static final int CONNECT_SECONDS = 20;
    private static final int CLOSE_SECONDS = 30;

    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    /**
     * Opens the stream.
     *
     * @param url of the orchestrator, without a scheme
     * @param header that holds the credential
     */
    public ListeningClient(HttpClient client, String url, String header, String value) throws Exception {
        socket = client.newWebSocketBuilder()
                .header(header, value)
                .buildAsync(URI.create("ws://" + url + "/socket"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket ended, int code, String reason) {
                        closed.complete(code);
                        return null;
                    }

                    @Override
                    public void onError(WebSocket ended, Throwable failure) {
                        closed.completeExceptionally(failure);
                    }
                })
                .get(CONNECT_SECONDS, TimeUnit.SECONDS);
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    /** The status that the server closed with; waits for it. */
    public int closeStatus() throws Exception {
        return closed.get(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
