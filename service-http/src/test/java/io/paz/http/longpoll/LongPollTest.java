package io.paz.http.longpoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
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
        LongPoll longPoll = new LongPoll(() -> "\"" + looks.incrementAndGet() + "\"", Duration.ofMillis(5));
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
        assertThat(answer(headers("\"2\", \"3\",\"4\"", "wait=30"))).isEqualTo("\"5\"");
    }

    @Test
    void waitingEndsWhenNothingChanges() {
        LongPoll longPoll = new LongPoll(() -> "\"1\"", Duration.ofMillis(250));
        assertThat(longPoll.unknownTag(headers("\"1\"", "wait=1")).block(TIMEOUT))
                .isNull();
    }
}
