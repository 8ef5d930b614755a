package io.paz.client;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A remote component, called with whatever came here. Each of its answers, a failure and one that streams too, is handed
 * over as it is. That it does not answer is a {@link RemoteUnavailableException}.
 */
public final class PassThrough {

    private static final Duration REQUEST_TIMEOUT = Remote.REQUEST_TIMEOUT;

    private final String name;
    private final String address;
    private final WebClient client;

    /**
     * A request.
     *
     * @param pathAndQuery as it came, encoded
     */
    public record Request(HttpMethod method, String pathAndQuery, HttpHeaders headers, Flux<DataBuffer> body) {

        public static Request get(String pathAndQuery) {
            return new Request(HttpMethod.GET, pathAndQuery, new HttpHeaders(), Flux.empty());
        }
    }

    /** @param token sent as bearer, asked for at each request; null sends none */
    public PassThrough(String name, URI address, @Nullable Supplier<String> token) {
        this.name = name;
        this.address = address.toString().replaceAll("/+$", "");
        DefaultUriBuilderFactory asItComes = new DefaultUriBuilderFactory();
        asItComes.setEncodingMode(EncodingMode.NONE);
        WebClient.Builder builder = WebClients.patient(REQUEST_TIMEOUT, Remote.MAX_ANSWER_SIZE)
                .uriBuilderFactory(asItComes)
                .filter(Remote.passRequestIdOn());
        if (token != null) {
            builder.filter(Remote.authorizedBy(token));
        }
        this.client = builder.build();
    }

    /** Which part: {@code scheduler}, ... */
    public String name() {
        return name;
    }

    /** Ends with a failure when no answer begins within 2 s, or it is not whole within 10 s. */
    public <T> Mono<T> read(Request request, Function<ClientResponse, Mono<T>> answer) {
        return exchange(request, answer)
                .timeout(Remote.MAX_CALL_TIME)
                .onErrorMap(TimeoutException.class, failure -> new RemoteUnavailableException(name, address, failure));
    }

    /** Ends with a failure when no answer begins within 2 s; whoever reads the answer decides how long it may go on. */
    public <T> Mono<T> exchange(Request request, Function<ClientResponse, Mono<T>> answer) {
        return exchange(request, Mono.delay(REQUEST_TIMEOUT).then(), answer);
    }

    /**
     * @param givenUp when this ends before an answer begins, the call ends with a failure; may never end
     */
    public <T> Mono<T> exchange(Request request, Mono<Void> givenUp, Function<ClientResponse, Mono<T>> answer) {
        return Mono.defer(() -> send(request, givenUp, answer));
    }

    private <T> Mono<T> send(Request request, Mono<Void> givenUp, Function<ClientResponse, Mono<T>> answer) {
        AtomicBoolean begun = new AtomicBoolean();
        Mono<T> call = client.method(request.method())
                .uri(URI.create(address + request.pathAndQuery()))
                .headers(headers -> headers.putAll(request.headers()))
                .body(BodyInserters.fromDataBuffers(request.body()))
                .exchangeToMono(response -> {
                    begun.set(true);
                    return answer.apply(response);
                })
                .onErrorMap(failure -> !begun.get(), failure -> new RemoteUnavailableException(name, address, failure));
        Mono<T> silence = givenUp.then(Mono.defer(() -> begun.get() ? Mono.never() : Mono.error(silent())));
        return Mono.firstWithSignal(call, silence);
    }

    private RemoteUnavailableException silent() {
        return new RemoteUnavailableException(
                name, address, new IllegalStateException("it takes requests, and is silent"));
    }
}
