package io.paz.client;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * HTTP calls to servers that are no part of Paz. A call ends within its limits whatever the server does, its only failure is
 * {@link HttpCallException}, and a redirect is an answer like any other.
 */
public final class BoundedHttp {

    private final Limits limits;
    private final HttpClient http;
    private final WebClient client;

    public BoundedHttp(Limits limits) {
        this(limits, WebClients.connectingOnce(limits.time()));
    }

    private BoundedHttp(Limits limits, HttpClient http) {
        this.limits = limits;
        this.http = http;
        this.client = WebClients.of(http, limits.bytes()).build();
    }

    /** A client that trusts these authorities, where the server speaks TLS. */
    public static BoundedHttp trusting(Limits limits, TrustManagerFactory authorities) throws SSLException {
        SslContext tls = SslContextBuilder.forClient().trustManager(authorities).build();
        return new BoundedHttp(
                limits, WebClients.connectingOnce(limits.time()).secure(settings -> settings.sslContext(tls)));
    }

    /** The same client, for servers at addresses that are allowed; the check is on the address that a name led to. */
    public BoundedHttp connectingTo(Predicate<InetAddress> allowed) {
        return new BoundedHttp(limits, http.doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                .addFirst(new AddressFilter(allowed))));
    }

    /**
     * Limits of one call.
     *
     * @param time of the whole call, the last byte of the answer included
     * @param bytes of the answer's body
     */
    public record Limits(Duration time, int bytes) {}

    /** A whole answer; the body is empty where there is none. */
    public record Answer(int status, HttpHeaders headers, String body) {}

    public Mono<Answer> get(URI address, HttpHeaders headers) {
        return send(HttpMethod.GET, address, headers, null);
    }

    /** @param body null sends none */
    public Mono<Answer> send(HttpMethod method, URI address, HttpHeaders headers, @Nullable String body) {
        WebClient.RequestBodySpec request = client.method(method).uri(address).headers(all -> all.putAll(headers));
        return (body == null ? request : request.bodyValue(body))
                .exchangeToMono(response -> response.bodyToMono(String.class)
                        .defaultIfEmpty("")
                        .map(text -> new Answer(
                                response.statusCode().value(),
                                response.headers().asHttpHeaders(),
                                text)))
                .timeout(limits.time())
                .onErrorMap(this::meaning);
    }

    private HttpCallException meaning(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(this::known)
                .filter(known -> known != null)
                .findFirst()
                .orElseGet(() -> new HttpCallException(HttpCallException.Kind.CONNECTION, words(failure), failure));
    }

    private @Nullable HttpCallException known(Throwable cause) {
        if (cause instanceof TimeoutException
                || cause instanceof ReadTimeoutException
                || cause instanceof ConnectTimeoutException) {
            return new HttpCallException(
                    HttpCallException.Kind.TIMEOUT,
                    "no whole answer within " + limits.time().toSeconds() + " s",
                    cause);
        }
        if (cause instanceof DataBufferLimitException) {
            return new HttpCallException(
                    HttpCallException.Kind.TOO_LARGE, "the answer has more than " + limits.bytes() + " bytes", cause);
        }
        if (cause instanceof AddressFilter.RefusedAddressException) {
            return new HttpCallException(HttpCallException.Kind.ADDRESS, words(cause), cause);
        }
        if (cause instanceof SSLException) {
            return new HttpCallException(HttpCallException.Kind.TLS, words(cause), cause);
        }
        if (cause instanceof UnknownHostException) {
            return new HttpCallException(HttpCallException.Kind.CONNECTION, "the name is unknown", cause);
        }
        return cause instanceof ConnectException
                ? new HttpCallException(HttpCallException.Kind.CONNECTION, "connection refused", cause)
                : null;
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
