package io.paz.host.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets a caller wait for states other than those that it knows, with {@code Prefer: wait=SECONDS} and {@code If-None-Match}. fleet
 * knows neither: it answers at once, and without a tag.
 */
final class PatientStates {

    private static final Pattern WAIT = Pattern.compile("(?:.*[;, ])?wait=(\\d{1,4})(?:[;, ].*)?");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final long LONGEST_SECONDS = 30;

    private final Supplier<String> tag;

    PatientStates(Supplier<String> tag) {
        this.tag = tag;
    }

    /** How long the caller would wait; empty when it does not say so. */
    static Optional<Duration> patience(ServerRequest request) {
        return Optional.ofNullable(request.headers().firstHeader("Prefer"))
                .map(WAIT::matcher)
                .filter(Matcher::matches)
                .map(found -> Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.parseLong(found.group(1)))));
    }

    /** The tag of states that the caller does not know; empty when there are none for so long. */
    Mono<String> unknownTag(ServerRequest request, Duration patience) {
        List<String> known = request.headers().header("If-None-Match");
        return Flux.interval(Duration.ZERO, BETWEEN_LOOKS)
                .onBackpressureDrop()
                .map(look -> tag.get())
                .filter(now -> !known.contains(now))
                .next()
                .timeout(patience.plus(BETWEEN_LOOKS), Mono.empty());
    }
}
