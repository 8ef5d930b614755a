package io.paz.http.longpoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class LongPollTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final AtomicInteger looks = new AtomicInteger();

    private static HttpHeaders headers(String known, String prefer) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("If-None-Match", known);
        if (prefer != null) {
            headers.set("Prefer", prefer);
        }
        return headers;
    }

    /** The tag is 1 at the first look, 2 at the second, and so on. */
    private String answer(HttpHeaders headers) {
        LongPoll longPoll =
                new LongPoll(() -> "\"" + looks.incrementAndGet() + "\"", new Changes(), Duration.ofMillis(5));
        return longPoll.unknownTag(headers).block(TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=2                 | 2",
                "respond-async, wait=2  | 2",
                "wait=2;x=y             | 2",
                "wait=9999              | 30",
                "wait=99999             |",
                "wait=-1                |",
                "wait=                  |",
                "await=2                |",
                "nothing                |"
            })
    void whoeverWouldWaitSaysForHowLong(String prefer, Integer seconds) {
        assertThat(LongPoll.of(headers("", prefer)))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void anUnknownTagIsAnsweredAtOnce() {
        assertThat(answer(headers("\"0\"", "wait=30"))).isEqualTo("\"1\"");
        assertThat(answer(new HttpHeaders())).isEqualTo("\"2\"");
    }

    @Test
    void aKnownOneIsWaitedForOnlyIfTheCallerSaysSo() {
        assertThat(answer(headers("\"1\"", null))).isNull();
        assertThat(looks).hasValue(1);
        assertThat(answer(headers("\"2\"", "wait=1"))).isEqualTo("\"3\"");
    }

    @Test
    void waitingEndsWhenNothingChanges() {
        LongPoll longPoll = new LongPoll(() -> "\"1\"", new Changes(), Duration.ofMillis(5));
        assertThat(longPoll.unknownTag(headers("\"1\"", "wait=1")).block(TIMEOUT))
                .isNull();
    }

    @Test
    void answers_when_signalled_and_compares_nothing_in_between() throws Exception {
        Changes changes = new Changes();
        AtomicInteger value = new AtomicInteger(1);
        BlockingQueue<Integer> comparisons = new LinkedBlockingQueue<>();
        LongPoll longPoll = new LongPoll(
                () -> {
                    int compared = value.get();
                    comparisons.add(compared);
                    return "\"" + compared + "\"";
                },
                changes,
                Duration.ofMillis(1));
        CompletableFuture<String> answer =
                longPoll.unknownTag(headers("\"1\"", "wait=30")).toFuture();
        assertThat(comparisons.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        changes.signal();
        assertThat(comparisons.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(answer).isNotDone();
        value.set(2);
        changes.signal();
        assertThat(answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("\"2\"");
        assertThat(comparisons).containsExactly(2);
    }

    @Test
    void waits_no_longer_when_its_service_closes() throws Exception {
        Changes changes = new Changes();
        LongPoll longPoll = new LongPoll(() -> "\"1\"", changes, Duration.ofMillis(1));
        CompletableFuture<String> waiting =
                longPoll.unknownTag(headers("\"1\"", "wait=30")).toFuture();
        changes.end();
        CompletableFuture<String> late =
                longPoll.unknownTag(headers("\"1\"", "wait=30")).toFuture();

        assertThat(waiting.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isNull();
        assertThat(late.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isNull();
    }

    @Test
    void loses_no_change_that_several_threads_signal_at_once() {
        for (int round = 0; round < 50; round++) {
            Changes changes = new Changes();
            AtomicInteger value = new AtomicInteger();
            LongPoll longPoll = new LongPoll(() -> "\"" + value.get() + "\"", changes, Duration.ofMillis(1));
            var answer = longPoll.unknownTag(headers("\"0\", \"1\", \"2\", \"3\"", "wait=30"))
                    .toFuture();
            for (int i = 0; i < 4; i++) {
                CompletableFuture.runAsync(() -> {
                    value.incrementAndGet();
                    changes.signal();
                });
            }
            assertThat(answer.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join())
                    .isEqualTo("\"4\"");
        }
    }
}
