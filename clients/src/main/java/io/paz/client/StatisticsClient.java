package io.paz.client;

import io.paz.client.HttpCallException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/** Asks HAProxys for their statistics, each of which has 2 s to answer. */
public final class StatisticsClient {

    private static final BoundedHttp.Limits LIMITS = new BoundedHttp.Limits(Duration.ofSeconds(2), 16 * 1024 * 1024);
    private static final String USER = "paz";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final BoundedHttp http = new BoundedHttp(LIMITS);
    private final HttpHeaders headers;

    private StatisticsClient(HttpHeaders headers) {
        this.headers = headers;
    }

    /** For HAProxys that ask for no password. */
    public static StatisticsClient anonymous() {
        return new StatisticsClient(new HttpHeaders());
    }

    /**
     * For HAProxys that ask for one.
     *
     * @param file with the password; an empty path means that none is asked for
     * @throws UncheckedIOException when it cannot be read
     */
    public static StatisticsClient of(String file) {
        if (file.isEmpty()) {
            return anonymous();
        }
        HttpHeaders headers = new HttpHeaders();
        try {
            headers.setBasicAuth(USER, Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the password of HAProxy's statistics cannot be read from %s: %s".formatted(file, e), e);
        }
        return new StatisticsClient(headers);
    }

    /**
     * The statistics now; fails with an {@link HttpCallException} when there was no answer, or another one.
     *
     * @param address where HAProxy serves them, without a slash at the end
     */
    public Mono<HaproxyStatistics> ask(String address) {
        return http.get(URI.create(address + "/;csv"), headers).flatMap(StatisticsClient::statistics);
    }

    private static Mono<HaproxyStatistics> statistics(BoundedHttp.Answer answer) {
        if (answer.status() == UNAUTHORIZED) {
            return Mono.error(new HttpCallException(
                    Kind.ANSWER, "it asks for another password (expected: the one in --balancer-password-file)"));
        }
        return Mono.justOrEmpty(
                        answer.status() == OK ? HaproxyStatistics.parse(answer.body(), oldProcesses(answer)) : null)
                .switchIfEmpty(Mono.error(() -> new HttpCallException(
                        Kind.ANSWER, "its answer " + answer.status() + " is not a statistics page of HAProxy")));
    }

    private static String oldProcesses(BoundedHttp.Answer answer) {
        return Objects.requireNonNullElse(answer.headers().getFirst(HaproxyStatistics.OLD_PROCESSES), "");
    }
}
