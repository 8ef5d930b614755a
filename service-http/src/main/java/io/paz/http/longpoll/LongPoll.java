package io.paz.http.longpoll;

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
 * Skips an answer that the caller already has, with {@code If-None-Match}, and lets it wait for a new one, with {@code Prefer:
 * wait=SECONDS} (RFC 7240).
 */
public final class LongPoll {

    private static final Pattern WAIT = Pattern.compile("(?:.*[;, ])?wait=(\\d{1,4})(?:[;, ].*)?");
    private static final long MAX_SECONDS = 30;

    private final Supplier<String> tag;
    private final Duration checkInterval;

    /**
     * @param tag changes whenever the answer does; may block briefly
     * @param checkInterval how often the tag is compared while a caller waits
     */
    public LongPoll(Supplier<String> tag, Duration checkInterval) {
        this.tag = tag;
        this.checkInterval = checkInterval;
    }

    /** Time the caller is willing to wait, at most 30 s; empty without a {@code Prefer} header. */
    public static Optional<Duration> of(HttpHeaders headers) {
        return Optional.ofNullable(headers.getFirst("Prefer"))
                .map(WAIT::matcher)
                .filter(Matcher::matches)
                .map(found -> Duration.ofSeconds(Math.min(MAX_SECONDS, Long.parseLong(found.group(1)))));
    }

    /** Emits the first tag that the caller does not have; empty when none appears within the time it waits. */
    public Mono<String> unknownTag(HttpHeaders headers) {
        List<String> known = headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(String::strip)
                .toList();
        long looks =
                of(headers).map(longest -> longest.dividedBy(checkInterval)).orElse(0L);
        return Flux.interval(Duration.ZERO, checkInterval)
                .take(looks + 1)
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic())
                .map(look -> tag.get())
                .filter(now -> !known.contains(now))
                .next();
    }
}
