package io.paz.client;

import io.netty.handler.timeout.ReadTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A remote component: its HTTP client and the mapping of its failures. A call ends within 2 s of silence,
 * and within 10 s whatever comes. The id of the
 * request that is being answered, found in Reactor's context under {@code x-api-uuid}, is passed on.
 */
public final class Remote {

    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    /** Time limit of a call including its whole response. */
    static final Duration MAX_CALL_TIME = Duration.ofSeconds(10);

    /** Time to wait for a change before asking again; with its answer, less than a call may take. */
    static final Duration CHANGE_WAIT = Duration.ofSeconds(5);

    private static final Duration STREAM_TIMEOUT = Duration.ofMinutes(1);
    private static final String REQUEST_ID = "x-api-uuid";
    static final int MAX_ANSWER_SIZE = 32 * 1024 * 1024;
    private static final int MAX_QUOTED_LENGTH = 300;
    private static final int NOT_MODIFIED = 304;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String name;
    private final String address;
    private final WebClient client;

    /** @param token sent as bearer; null sends none */
    public Remote(String name, URI address, @Nullable String token) {
        this(name, address, token, REQUEST_TIMEOUT);
    }

    /** @param silence longest time until an answer begins, and between two pieces of it */
    public Remote(String name, URI address, @Nullable String token, Duration silence) {
        this(name, address, token == null ? null : () -> token, silence);
    }

    /** @param token sent as bearer, asked for at each request; null sends none */
    Remote(String name, URI address, @Nullable Supplier<String> token) {
        this(name, address, token, REQUEST_TIMEOUT);
    }

    private Remote(String name, URI address, @Nullable Supplier<String> token, Duration silence) {
        this.name = name;
        this.address = address.toString();
        WebClient.Builder builder = WebClients.limited(silence, MAX_ANSWER_SIZE)
                .baseUrl(this.address.replaceAll("/+$", ""))
                .filter(passRequestIdOn());
        if (token != null) {
            builder.filter(authorizedBy(token));
        }
        this.client = builder.build();
    }

    /** Sends a request and reads a success with the given function; every failure becomes one of the two of this package. */
    public <T> Mono<T> call(
            Function<WebClient, WebClient.RequestHeadersSpec<?>> request, Function<ClientResponse, Mono<T>> success) {
        return limited(request.apply(client)
                .exchangeToMono(response ->
                        response.statusCode().is2xxSuccessful() ? success.apply(response) : refused(response)));
    }

    private <T> Mono<T> limited(Mono<T> call) {
        return call.timeout(MAX_CALL_TIME).onErrorMap(this::isSilence, this::unavailable);
    }

    /** As {@link #call}, for lines that are not all held at once; a caller that does not take them for 10 s ends it too. */
    public Flux<String> lines(Function<WebClient, WebClient.RequestHeadersSpec<?>> request) {
        return request.apply(client)
                .exchangeToFlux(response -> response.statusCode().is2xxSuccessful()
                        ? response.bodyToFlux(String.class)
                        : this.<String>refused(response).flux())
                .filter(text -> !text.isBlank())
                .timeout(REQUEST_TIMEOUT.multipliedBy(5))
                .onErrorMap(this::isSilence, failure -> new RemoteUnavailableException(name, address, failure));
    }

    /** As {@link #call}, for an answer that goes on; it ends, without an error, after a minute of silence. */
    public <T> Flux<T> stream(
            Function<WebClient, WebClient.RequestHeadersSpec<?>> request, Function<ClientResponse, Flux<T>> success) {
        return request.apply(client)
                .httpRequest(http -> http.<HttpClientRequest>getNativeRequest().responseTimeout(STREAM_TIMEOUT))
                .exchangeToFlux(response -> response.statusCode().is2xxSuccessful()
                        ? success.apply(response)
                        : this.<T>refused(response).flux())
                .onErrorResume(Remote::isReadTimeout, quiet -> Flux.empty())
                .onErrorMap(this::isSilence, this::unavailable);
    }

    /**
     * Waits {@link #CHANGE_WAIT} for an answer with another tag, and gives its tag, or the known one after that; empty when this part gives
     * none, and does not wait.
     */
    public Mono<String> nextTag(String path, String known) {
        return limited(client.get()
                .uri(path)
                .header("Prefer", "wait=" + CHANGE_WAIT.toSeconds())
                .ifNoneMatch(known)
                .httpRequest(http ->
                        http.<HttpClientRequest>getNativeRequest().responseTimeout(CHANGE_WAIT.plus(REQUEST_TIMEOUT)))
                .exchangeToMono(response -> tag(response, known)));
    }

    private Mono<String> tag(ClientResponse response, String known) {
        if (response.statusCode().value() == NOT_MODIFIED) {
            return WebClients.discard(response).thenReturn(known);
        }
        return response.statusCode().is2xxSuccessful()
                ? WebClients.discard(response)
                        .then(Mono.justOrEmpty(
                                response.headers().asHttpHeaders().getETag()))
                : refused(response);
    }

    public RemoteUnavailableException unavailable(Throwable cause) {
        return new RemoteUnavailableException(name, address, cause);
    }

    private <T> Mono<T> refused(ClientResponse response) {
        return response.bodyToMono(String.class)
                .defaultIfEmpty("")
                .flatMap(body -> Mono.error(
                        new RemoteRefusedException(name, response.statusCode().value(), message(body))));
    }

    private boolean isSilence(Throwable failure) {
        return !(failure instanceof RemoteRefusedException);
    }

    private static boolean isReadTimeout(Throwable failure) {
        return failure instanceof ReadTimeoutException || failure.getCause() instanceof ReadTimeoutException;
    }

    /** Adds the token where the request has no other credential. */
    static ExchangeFilterFunction authorizedBy(Supplier<String> token) {
        return (request, next) -> next.exchange(
                request.headers().containsHeader(HttpHeaders.AUTHORIZATION)
                        ? request
                        : ClientRequest.from(request)
                                .headers(headers -> headers.setBearerAuth(token.get()))
                                .build());
    }

    static ExchangeFilterFunction passRequestIdOn() {
        return (request, next) -> Mono.deferContextual(context -> next.exchange(
                context.hasKey(REQUEST_ID)
                        ? ClientRequest.from(request)
                                .header(REQUEST_ID, context.<String>get(REQUEST_ID))
                                .build()
                        : request));
    }

    /** The message of Paz's error shape or of another one with a message, or the beginning of whatever came. */
    private static String message(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            JsonNode message = tree.path("error").path("message").isString()
                    ? tree.path("error").path("message")
                    : tree.path("message");
            return message.isString() ? message.stringValue() : shortened(body);
        } catch (JacksonException notJson) {
            return shortened(body);
        }
    }

    private static String shortened(String body) {
        return body.length() <= MAX_QUOTED_LENGTH ? body : body.substring(0, MAX_QUOTED_LENGTH) + "...";
    }
}
