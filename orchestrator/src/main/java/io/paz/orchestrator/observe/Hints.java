package io.paz.orchestrator.observe;

import io.paz.orchestrator.repeat.Repetition;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Has a part read as soon as it changes, where it tells: the scheduler does, and some engines. One that does not is asked
 * again now and then, since another may have come in its place.
 */
public final class Hints implements AutoCloseable {

    private static final Duration REFRESH_INTERVAL = Duration.ofMinutes(1);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final String NONE = "\"\"";

    private final Function<String, Mono<String>> nextTag;
    private final Runnable changed;
    private String known = NONE;
    private @Nullable Disposable loop;

    /**
     * @param nextTag waits for a tag other than the given one; empty when the part tells nothing
     * @param changed called from any thread, one call at a time
     */
    public Hints(Function<String, Mono<String>> nextTag, Runnable changed) {
        this.nextTag = nextTag;
        this.changed = changed;
    }

    public Hints start() {
        loop = Repetition.start("waiting for changes", this::once);
        return this;
    }

    /** The component's readings report that it does not answer. */
    private Mono<Void> once() {
        return nextTag.apply(known)
                .doOnNext(this::take)
                .hasElement()
                .flatMap(told ->
                        told ? Mono.empty() : Mono.delay(REFRESH_INTERVAL).then())
                .onErrorResume(failure -> Mono.delay(RETRY_DELAY).then());
    }

    private void take(String tag) {
        if (!tag.equals(known)) {
            known = tag;
            changed.run();
        }
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.dispose();
        }
    }
}
