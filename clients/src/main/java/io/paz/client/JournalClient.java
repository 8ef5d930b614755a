package io.paz.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A host's journal as systemd-journal-gatewayd serves it. Its failures are {@link RemoteUnavailable} and {@link RemoteRefused}. */
public final class JournalClient {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Remote remote;

    public JournalClient(URI address, @Nullable String token) {
        this.remote = new Remote("journal", address, token);
    }

    /** The last lines of a unit, oldest first. */
    public Mono<List<String>> lastLines(String unit, int count) {
        return remote.call(
                        client -> client.get()
                                .uri(uri -> uri.path("/entries")
                                        .queryParam("_SYSTEMD_UNIT", "{unit}")
                                        .build(unit))
                                .accept(MediaType.APPLICATION_JSON)
                                .header(HttpHeaders.RANGE, "entries=:-%d:%d".formatted(count, count)),
                        response -> response.bodyToMono(byte[].class).map(JournalClient::messages))
                .defaultIfEmpty(List.of());
    }

    /** One JSON object a line. */
    private static List<String> messages(byte[] body) {
        return new String(body, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> message(JSON.readTree(line).path("MESSAGE")))
                .toList();
    }

    /** Text, or an array of bytes where the journal holds something that is not UTF-8. */
    private static String message(JsonNode message) {
        if (!message.isArray()) {
            return message.asString("");
        }
        byte[] bytes = new byte[message.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) message.get(i).asInt();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
