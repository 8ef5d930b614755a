package io.paz.engine.fleet.client;

import io.paz.client.Remote;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A host's journal as systemd-journal-gatewayd serves it. Its failures are {@link RemoteUnavailableException} and {@link RemoteRefusedException}. */
public final class JournalClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String UNIT = "_SYSTEMD_UNIT";
    private static final String ABOUT = "UNIT";
    private static final String PAZ = "paz";

    private final Remote remote;

    public JournalClient(URI address, @Nullable String token) {
        this.remote = new Remote("journal", address, token);
    }

    /** The last lines that the processes of a unit printed, oldest first. */
    public Mono<List<String>> lastLines(String unit, int count) {
        return lastLines(UNIT, unit, count);
    }

    /** The last lines of the unit manager about a unit, oldest first. */
    public Mono<List<String>> lastLinesAbout(String unit, int count) {
        return lastLines(ABOUT, unit, count);
    }

    private Mono<List<String>> lastLines(String field, String unit, int count) {
        return last(field, List.of(unit), count)
                .map(JournalLine::message)
                .takeLast(count)
                .collectList();
    }

    /** The last lines of some units together, oldest first, each as it comes; one more than asked for may come before them. */
    public Flux<JournalLine> last(Collection<String> units, int count) {
        return last(UNIT, units, count);
    }

    private Flux<JournalLine> last(String field, Collection<String> units, int count) {
        return remote.lines(client -> entries(client, field, units, JournalStart.last(count), false))
                .map(text -> line(JSON.readTree(text)));
    }

    /**
     * The lines of some units from a place on, and those that come. It ends when no line came for a minute: go on behind the
     * last line then.
     */
    public Flux<JournalLine> follow(Collection<String> units, JournalStart start) {
        return remote.stream(
                        client -> entries(client, UNIT, units, start, true),
                        response -> response.bodyToFlux(String.class))
                .filter(text -> !text.isBlank())
                .map(text -> line(JSON.readTree(text)))
                .filter(line -> !start.known().equals(Optional.of(line.cursor())));
    }

    private static WebClient.RequestHeadersSpec<?> entries(
            WebClient client, String field, Collection<String> units, JournalStart start, boolean follow) {
        return client.get()
                .uri(uri -> {
                    uri.path("/entries");
                    if (follow) {
                        uri.queryParam("follow");
                    }
                    units.forEach(unit -> uri.queryParam(field, "{unit}"));
                    return uri.build(units.toArray());
                })
                .accept(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.RANGE, start.range());
    }

    private static JournalLine line(JsonNode entry) {
        return new JournalLine(
                entry.path(UNIT).asString(""),
                Instant.EPOCH.plus(entry.path("__REALTIME_TIMESTAMP").asLong(0), ChronoUnit.MICROS),
                message(entry.path("MESSAGE")),
                entry.path("SYSLOG_IDENTIFIER").asString("").equals(PAZ),
                entry.path("__CURSOR").asString(""));
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
