package io.paz.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRatesTest {

    private final AtomicLong clock = new AtomicLong();
    private final RequestRates rates = new RequestRates(10, 50, clock::get);

    private int taken(String key, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += rates.take(key).isEmpty() ? 1 : 0;
        }
        return taken;
    }

    @Test
    void a_burst_is_taken_and_then_what_a_second_brings() {
        assertThat(taken("a", 100)).isEqualTo(50);
        assertThat(rates.take("a")).contains(Duration.ofMillis(100));

        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(taken("a", 100)).isEqualTo(10);

        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(taken("a", 100)).isEqualTo(50);
    }

    @Test
    void one_key_takes_nothing_from_another() {
        assertThat(taken("a", 100)).isEqualTo(50);
        assertThat(taken("b", 100)).isEqualTo(50);
    }

    @Test
    void keys_are_bounded_and_one_that_is_in_use_stays() {
        taken("a", 100);
        for (int i = 0; i < 3 * RequestRates.MAX_KEYS; i++) {
            rates.take("other " + i);
            assertThat(rates.take("a")).isPresent();
        }
    }
}
