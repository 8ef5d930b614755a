package io.paz.orchestrator.dns.dnsimple;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.paz.client.WebClients;
import io.paz.orchestrator.dns.DnsException;
import io.paz.orchestrator.dns.DnsProvider;
import io.paz.orchestrator.dns.DnsRecord;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A zone at DNSimple. Every page is read; a rate limit that is reached is waited for, and nothing is called meanwhile. */
public final class DnsimpleProvider implements DnsProvider {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 100;
    /** Of a page; all pages together fit into memory. */
    private static final int MAX_ANSWER_SIZE = 256 * 1024;

    private static final Duration MAX_READ_TIME = Duration.ofMinutes(2);
    private static final int MAX_QUOTED_LENGTH = 200;

    private final WebClient client;
    private final String records;
    private final int ttl;
    private final Clock clock;

    /**
     * @param api such as {@code https://api.dnsimple.com}
     * @param ttl of records, in seconds
     */
    public DnsimpleProvider(URI api, Access access, int ttl, Clock clock) {
        this.ttl = ttl;
        this.clock = clock;
        this.records = "/v2/%s/zones/%s/records".formatted(access.account(), access.zone());
        this.client = WebClients.limited(REQUEST_TIMEOUT, MAX_ANSWER_SIZE)
                .baseUrl(api.toString().replaceAll("/+$", ""))
                .defaultHeaders(headers -> headers.setBearerAuth(access.token()))
                .build();
    }

    /** Credentials and zone. {@code toString} hides the token. */
    public record Access(String account, String zone, String token) {
        @Override
        public String toString() {
            return account + "/" + zone;
        }
    }

    private record Page(List<Stored> data, Pagination pagination) {}

    private record Pagination(
            @JsonProperty("current_page") int current,
            @JsonProperty("total_pages") int total) {}

    private record Stored(long id, String name, String type, String content) {
        StoredRecord stored() {
            return new StoredRecord(String.valueOf(id), new DnsRecord(name, type, content.replaceAll("^\"|\"$", "")));
        }
    }

    private record Wanted(String name, String type, String content, int ttl) {}

    private record Failure(@Nullable String message) {}

    @Override
    public Mono<List<StoredRecord>> records() {
        return page(1).expand(
                        page -> page.pagination().current() < page.pagination().total()
                                ? nextPage(page.pagination().current() + 1)
                                : Mono.empty())
                .flatMapIterable(Page::data)
                .map(Stored::stored)
                .collectList()
                .timeout(
                        MAX_READ_TIME,
                        Mono.error(() -> new DnsException(
                                "DNSimple does not answer: no whole list of records within " + MAX_READ_TIME.toSeconds()
                                        + " s",
                                Duration.ZERO)));
    }

    private Mono<Page> nextPage(int number) {
        return number <= MAX_PAGES
                ? page(number)
                : Mono.error(
                        new DnsException("DNSimple has more than " + MAX_PAGES + " pages of records", Duration.ZERO));
    }

    private Mono<Page> page(int number) {
        return call(
                client.get().uri(records + "?page={page}&per_page={size}", number, PAGE),
                response -> response.bodyToMono(Page.class));
    }

    /** DNSimple answers 400, {@code Zone record already exists}, for an existing record. */
    @Override
    public Mono<Void> create(DnsRecord record) {
        return call(
                client.post()
                        .uri(records)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(new Wanted(record.name(), record.type(), record.content(), ttl)),
                WebClients::discard,
                (status, message) -> status == 400 && message.contains("already exists"));
    }

    @Override
    public Mono<Void> delete(StoredRecord record) {
        return call(
                client.delete().uri(records + "/{id}", record.id()),
                WebClients::discard,
                (status, message) -> status == 404);
    }

    /** Which refusals are as good as a success. */
    private interface Harmless {
        boolean test(int status, String message);
    }

    private <T> Mono<T> call(WebClient.RequestHeadersSpec<?> request, Function<ClientResponse, Mono<T>> success) {
        return call(request, success, (status, message) -> false);
    }

    private <T> Mono<T> call(
            WebClient.RequestHeadersSpec<?> request, Function<ClientResponse, Mono<T>> success, Harmless harmless) {
        return request.accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(response -> response.statusCode().is2xxSuccessful()
                        ? success.apply(response)
                        : this.<T>refused(response, harmless))
                .timeout(REQUEST_TIMEOUT.multipliedBy(2))
                .onErrorMap(
                        failure -> !(failure instanceof DnsException),
                        failure ->
                                new DnsException("DNSimple does not answer: " + failure.getMessage(), Duration.ZERO));
    }

    private <T> Mono<T> refused(ClientResponse response, Harmless harmless) {
        int status = response.statusCode().value();
        return response.bodyToMono(String.class).defaultIfEmpty("").flatMap(body -> {
            String message = message(body);
            return harmless.test(status, message)
                    ? Mono.empty()
                    : Mono.error(new DnsException(
                            "DNSimple answered %d: %s%s".formatted(status, message, hint(status)), pause(response)));
        });
    }

    private static String hint(int status) {
        return switch (status) {
            case 401, 403 -> " (check the token and the account)";
            case 404 -> " (check the account and the zone)";
            default -> "";
        };
    }

    private static String message(String body) {
        try {
            String message = JsonMapper.shared().readValue(body, Failure.class).message();
            return message == null ? "" : message;
        } catch (JacksonException notJson) {
            return body.substring(0, Math.min(MAX_QUOTED_LENGTH, body.length()));
        }
    }

    /** Until the limit is lifted, when that is what failed. */
    private Duration pause(ClientResponse response) {
        String reset = response.headers().asHttpHeaders().getFirst("X-RateLimit-Reset");
        if (response.statusCode().value() != 429 || reset == null || !reset.matches("\\d{1,11}")) {
            return Duration.ZERO;
        }
        Duration pause = Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(reset)));
        return pause.isNegative() ? Duration.ZERO : pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
    }
}
