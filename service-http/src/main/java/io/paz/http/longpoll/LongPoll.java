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
    private final Changes changes;
    private final Duration settleTime;

    /**
     * @param tag changes whenever the answer does; may block briefly
     * @param changes signalled whenever the tag may have changed
     * @param settleTime from a signal to the comparison of the tag, so that a burst of changes is one
     */
    public LongPoll(Supplier<String> tag, Changes changes, Duration settleTime) {
        this.tag = tag;
        this.changes = changes;
        this.settleTime = settleTime;
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
        return comparisons(of(headers).orElse(Duration.ZERO))
                .publishOn(Schedulers.boundedElastic(), 1)
                .map(comparison -> tag.get())
                .filter(now -> !known.contains(now))
                .next();
    }

    /** When the tag is compared: at once, after changes, and at the end of the time. */
    private Flux<Boolean> comparisons(Duration longest) {
        if (longest.isZero()) {
            return Flux.just(true);
        }
        Flux<Boolean> changed = changes.signals()
                .concatMap(signal -> Mono.delay(settleTime).thenReturn(signal), 1)
                .takeUntilOther(Mono.delay(longest));
        // Changes are listened to before the first comparison, so that none falls between the two.
        return Flux.merge(changed, Flux.just(true)).concatWith(Flux.just(true));
    }
}
