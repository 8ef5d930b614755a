package io.paz.orchestrator.acme;

import io.paz.acme.Challenge;
import io.paz.client.BoundedHttp;
import io.paz.client.HttpCallException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks every HAProxy that is known what it answers an authority. */
public final class BalancerProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 4096;
    private static final int CONCURRENCY = 16;
    private static final int OK = 200;
    private static final String HOST = "{ip}";
    private static final String PATH = "/.well-known/acme-challenge/";

    private final String urlTemplate;
    private final Supplier<Collection<String>> hosts;
    private final BoundedHttp http = new BoundedHttp(new BoundedHttp.Limits(TIMEOUT, MAX_BYTES));

    /**
     * @param urlTemplate of the public port, with {@code {ip}} where a host's address goes; without that there is one HAProxy
     * @param hosts addresses of all hosts
     */
    public BalancerProbe(String urlTemplate, Supplier<Collection<String>> hosts) {
        this.urlTemplate = urlTemplate.replaceAll("/+$", "");
        this.hosts = hosts;
    }

    /** What one HAProxy did. */
    record Finding(String address, Kind kind, String detail) {
        enum Kind {
            ANSWERS,
            ANSWERS_OTHERWISE,
            SILENT
        }
    }

    /** One for each HAProxy. */
    Mono<List<Finding>> ask(Challenge challenge) {
        return Flux.fromIterable(addresses())
                .flatMap(address -> ask(address, challenge), CONCURRENCY)
                .collectList();
    }

    private List<String> addresses() {
        return urlTemplate.contains(HOST)
                ? hosts.get().stream()
                        .map(host -> urlTemplate.replace(HOST, host))
                        .distinct()
                        .toList()
                : List.of(urlTemplate);
    }

    private Mono<Finding> ask(String address, Challenge challenge) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.HOST, challenge.domain());
        return http.get(URI.create(address + PATH + challenge.token()), headers)
                .map(answer -> finding(address, answer, challenge))
                .onErrorResume(
                        HttpCallException.class,
                        failure -> Mono.just(
                                new Finding(address, Finding.Kind.SILENT, String.valueOf(failure.getMessage()))));
    }

    private static Finding finding(String address, BoundedHttp.Answer answer, Challenge challenge) {
        boolean isRight = answer.status() == OK && answer.body().strip().equals(challenge.response());
        return isRight
                ? new Finding(address, Finding.Kind.ANSWERS, "")
                : new Finding(address, Finding.Kind.ANSWERS_OTHERWISE, "HTTP " + answer.status());
    }
}
