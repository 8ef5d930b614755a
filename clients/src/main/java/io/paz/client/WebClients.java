package io.paz.client;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * The one place where Paz makes its HTTP clients. None follows a redirect, and each has limits for connecting, for silence and
 * for the size of an answer that is read whole. The time of a whole call is limited where it is made: some answers are streams.
 */
public final class WebClients {

    private WebClients() {}

    /**
     * A client whose call fails when nothing comes for a while.
     *
     * @param silence longest time to connect, and between two pieces of an answer
     * @param maxBytes of an answer that is read whole
     */
    public static WebClient.Builder limited(Duration silence, int maxBytes) {
        return of(connecting(silence).responseTimeout(silence), maxBytes);
    }

    /** As {@link #limited}, for answers that may be silent for as long as they like. */
    static WebClient.Builder patient(Duration connectTimeout, int maxBytes) {
        return of(connecting(connectTimeout), maxBytes);
    }

    /**
     * Reads an answer that nobody wants, within the client's limit. {@code releaseBody} would read one without an end for as long as the call
     * may take.
     */
    public static Mono<Void> discard(ClientResponse answer) {
        return answer.bodyToMono(byte[].class).then();
    }

    static WebClient.Builder of(HttpClient http, int maxBytes) {
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(maxBytes));
    }

    private static HttpClient connecting(Duration timeout) {
        return withoutRedirects(HttpClient.create(), timeout);
    }

    /**
     * A client whose connections each carry one call: a server of somebody else that goes on sending after its answer must not
     * keep a connection in a pool.
     */
    static HttpClient connectingOnce(Duration timeout) {
        return withoutRedirects(HttpClient.newConnection(), timeout);
    }

    private static HttpClient withoutRedirects(HttpClient http, Duration timeout) {
        return http.followRedirect(false).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis());
    }
}
