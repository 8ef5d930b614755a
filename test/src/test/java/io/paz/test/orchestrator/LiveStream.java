package io.paz.test.orchestrator;

import io.paz.test.platform.Platform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A client of the live stream that keeps all that comes. */
public final class LiveStream implements WebSocket.Listener, AutoCloseable {

    private final ObjectMapper json = new ObjectMapper();
    private final StringBuilder text = new StringBuilder();
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    LiveStream(Platform platform) {
        this("127.0.0.1:" + platform.setting("PAZ_ORCHESTRATOR_PORT"), platform.token());
    }

    /** @param orchestrator its address and port */
    public LiveStream(String orchestrator, String token) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://" + orchestrator + "/socket"), this)
                .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            messages.add(json.readTree(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    public List<String> types() {
        return messages.stream().map(message -> message.path("type").asString()).toList();
    }

    /** All that came. */
    String text() {
        return messages.toString();
    }

    /** What the changes of that type hold. */
    public Stream<JsonNode> data(String type) {
        return messages.stream()
                .filter(message -> message.path("type").asString().equals(type))
                .map(message -> message.path("data"));
    }

    /** The numbers of all changes, in the order in which they came. */
    List<Long> numbers() {
        return messages.stream()
                .filter(message ->
                        message.has("data") || message.path("type").asString().equals("snapshot"))
                .map(message -> message.path("seq").asLong())
                .toList();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
