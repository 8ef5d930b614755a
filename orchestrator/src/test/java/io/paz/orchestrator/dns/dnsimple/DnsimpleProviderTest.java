package io.paz.orchestrator.dns.dnsimple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.orchestrator.dns.DnsException;
import io.paz.orchestrator.dns.DnsProvider.StoredRecord;
import io.paz.orchestrator.dns.DnsRecord;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Against a stand-in that answers as DNSimple's documentation of its API, version 2, shows. */
final class DnsimpleProviderTest {

    private static final String TOKEN = "secret-token";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final DnsRecord WEB = new DnsRecord("web", "A", "10.0.0.1");

    private record Reply(int status, String body, Map<String, String> headers) {}

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private DisposableServer server;
    private DnsimpleProvider provider;

    @BeforeEach
    void start() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(this::answer)
                .bindNow();
        provider = provider(server.port());
    }

    private static DnsimpleProvider provider(int port) {
        return new DnsimpleProvider(
                URI.create("http://127.0.0.1:" + port),
                new DnsimpleProvider.Access("1010", "example.com", TOKEN),
                60,
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String line = request.method() + " " + request.uri();
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            requests.add(line + (body.isEmpty() ? "" : " " + body));
            Reply reply = request.requestHeaders().contains("Authorization", "Bearer " + TOKEN, false)
                    ? replies.getOrDefault(line, new Reply(404, "{\"message\":\"Not found\"}", Map.of()))
                    : new Reply(401, "{\"message\":\"Authentication failed\"}", Map.of());
            response.status(reply.status()).header("Content-Type", "application/json");
            response.header("X-RateLimit-Limit", "2400").header("X-RateLimit-Remaining", "2399");
            reply.headers().forEach(response::header);
            return reply.status() == 204
                    ? response.send()
                    : response.sendString(Mono.just(reply.body())).then();
        });
    }

    private void reply(String request, int status, String body) {
        replies.put(request, new Reply(status, body, Map.of()));
    }

    private static String page(int page, int pages, String records) {
        return """
                {"data":[%s],"pagination":{"current_page":%d,"per_page":100,"total_entries":3,"total_pages":%d}}""".formatted(records, page, pages);
    }

    private static String record(int id, String name, String type, String content) {
        return """
                {"id":%d,"zone_id":"example.com","parent_id":null,"name":"%s","content":"%s","ttl":3600,"priority":null,\
                "type":"%s","regions":["global"],"system_record":false,"created_at":"2016-03-22T10:20:53Z",\
                "updated_at":"2016-10-05T09:26:38Z"}""".formatted(id, name, content, type);
    }

    @Test
    void a_text_for_a_challenge_is_deleted_by_its_value_and_others_stay() {
        reply(
                "GET /v2/1010/zones/example.com/records?page=1&per_page=100",
                200,
                page(
                        1,
                        1,
                        record(1, "_acme-challenge.shop", "TXT", "\\\"other\\\"") + ","
                                + record(2, "_acme-challenge.shop", "TXT", "\\\"ours\\\"")));
        reply("DELETE /v2/1010/zones/example.com/records/2", 204, "");

        provider.delete(DnsRecord.challenge("_acme-challenge.shop", "ours")).block(TIMEOUT);
        provider.delete(DnsRecord.challenge("_acme-challenge.shop", "gone")).block(TIMEOUT);

        assertThat(requests)
                .filteredOn(line -> line.startsWith("DELETE"))
                .containsExactly("DELETE /v2/1010/zones/example.com/records/2");
    }

    @Test
    void all_pages_of_records_are_read() {
        reply(
                "GET /v2/1010/zones/example.com/records?page=1&per_page=100",
                200,
                page(
                        1,
                        2,
                        record(1, "", "SOA", "ns1.dnsimple.com admin.dnsimple.com 1 86400 7200 604800 300") + ","
                                + record(2, "web", "A", "10.0.0.1")));
        reply(
                "GET /v2/1010/zones/example.com/records?page=2&per_page=100",
                200,
                page(2, 2, record(3, "_paz.web", "TXT", "\\\"managed by paz\\\"")));
        assertThat(provider.records().block(TIMEOUT))
                .containsExactly(
                        new StoredRecord(
                                "1",
                                new DnsRecord(
                                        "", "SOA", "ns1.dnsimple.com admin.dnsimple.com 1 86400 7200 604800 300")),
                        new StoredRecord("2", WEB),
                        new StoredRecord("3", new DnsRecord("_paz.web", "TXT", "managed by paz")));
    }

    @Test
    void a_record_is_created_and_deleted() {
        reply("POST /v2/1010/zones/example.com/records", 201, "{\"data\":" + record(9, "web", "A", "10.0.0.1") + "}");
        reply("DELETE /v2/1010/zones/example.com/records/9", 204, "");
        provider.create(WEB).block(TIMEOUT);
        provider.delete(new StoredRecord("9", WEB)).block(TIMEOUT);
        assertThat(requests)
                .containsExactly(
                        "POST /v2/1010/zones/example.com/records"
                                + " {\"name\":\"web\",\"type\":\"A\",\"content\":\"10.0.0.1\",\"ttl\":60}",
                        "DELETE /v2/1010/zones/example.com/records/9");
    }

    @Test
    void what_is_done_already_is_no_failure() {
        reply("POST /v2/1010/zones/example.com/records", 400, "{\"message\":\"Zone record already exists\"}");
        provider.create(WEB).block(TIMEOUT);
        provider.delete(new StoredRecord("10", WEB)).block(TIMEOUT);
        assertThat(requests).hasSize(2);
    }

    @Test
    void a_limit_that_is_reached_says_when_it_ends() {
        replies.put(
                "GET /v2/1010/zones/example.com/records?page=1&per_page=100",
                new Reply(
                        429,
                        "{\"message\":\"quota exceeded\"}",
                        Map.of(
                                "X-RateLimit-Reset",
                                String.valueOf(NOON.plusSeconds(90).getEpochSecond()))));
        assertThatThrownBy(() -> provider.records().block(TIMEOUT))
                .isInstanceOfSatisfying(DnsException.class, failure -> {
                    assertThat(failure).hasMessage("DNSimple answered 429: quota exceeded");
                    assertThat(failure.pause()).isEqualTo(Duration.ofSeconds(90));
                });
    }

    @Test
    void failures_say_what_to_check_and_never_the_token() {
        DnsimpleProvider stranger = new DnsimpleProvider(
                URI.create("http://127.0.0.1:" + server.port()),
                new DnsimpleProvider.Access("1010", "example.com", "wrong"),
                60,
                Clock.systemUTC());
        assertThatThrownBy(() -> stranger.records().block(TIMEOUT))
                .isInstanceOf(DnsException.class)
                .hasMessage("DNSimple answered 401: Authentication failed (check the token and the account)");
        assertThatThrownBy(() -> provider.records().block(TIMEOUT))
                .isInstanceOf(DnsException.class)
                .hasMessage("DNSimple answered 404: Not found (check the account and the zone)");
        reply("POST /v2/1010/zones/example.com/records", 400, "{\"message\":\"Validation failed\"}");
        assertThatThrownBy(() -> provider.create(WEB).block(TIMEOUT))
                .isInstanceOf(DnsException.class)
                .hasMessage("DNSimple answered 400: Validation failed");
        assertThat(new DnsimpleProvider.Access("1010", "example.com", TOKEN).toString())
                .isEqualTo("1010/example.com");
    }

    @Test
    void a_provider_that_is_away_is_said_to_be() {
        int port = server.port();
        server.disposeNow();
        assertThatThrownBy(() -> provider(port).records().block(TIMEOUT))
                .isInstanceOf(DnsException.class)
                .hasMessageStartingWith("DNSimple does not answer: ")
                .hasMessageNotContaining(TOKEN);
    }
}
