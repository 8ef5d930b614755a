package io.paz.http.patience;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Spares a caller the answer that it knows, with {@code If-None-Match}, and lets it wait for another one, with {@code Prefer:
 * wait=SECONDS} (RFC 7240).
 */
public final class Patience {

    private static final Pattern WAIT = Pattern.compile("(?:.*[;, ])?wait=(\\d{1,4})(?:[;, ].*)?");
    private static final long MAX_SECONDS = 30;

    private final Supplier<String> tag;
    private final Duration betweenLooks;

    /**
     * @param tag differs whenever the answer does; may block for a moment
     * @param betweenLooks how much later than a change a caller may be answered
     */
    public Patience(Supplier<String> tag, Duration betweenLooks) {
        this.tag = tag;
        this.betweenLooks = betweenLooks;
    }

    /** How long the caller would wait, 30 s at most; empty when it does not say so. */
    public static Optional<Duration> of(HttpHeaders headers) {
        return Optional.ofNullable(headers.getFirst("Prefer"))
                .map(WAIT::matcher)
                .filter(Matcher::matches)
                .map(found -> Duration.ofSeconds(Math.min(MAX_SECONDS, Long.parseLong(found.group(1)))));
    }

    /** A tag that the caller does not know, as soon as there is one; empty when there is none for as long as it would wait. */
    public Mono<String> unknownTag(HttpHeaders headers) {
        List<String> known = headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(String::strip)
                .toList();
        long looks = of(headers).map(longest -> longest.dividedBy(betweenLooks)).orElse(0L);
        return Flux.interval(Duration.ZERO, betweenLooks)
                .take(looks + 1)
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic())
                .map(look -> tag.get())
                .filter(now -> !known.contains(now))
                .next();
    }
}
