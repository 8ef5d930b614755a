package io.paz.orchestrator.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class RepetitionTest {

    @Test
    void goesOnAfterEveryKindOfFailure() throws Exception {
        CountDownLatch runs = new CountDownLatch(4);
        Disposable repetition = Repetition.start("reading", Duration.ofMillis(1), () -> {
            runs.countDown();
            return switch ((int) runs.getCount()) {
                case 3 -> throw new IllegalArgumentException("before there was anything to subscribe to");
                case 2 -> Mono.error(new IllegalStateException("as a signal"));
                case 1 ->
                    Mono.fromRunnable(() -> {
                        throw new AssertionError("an error");
                    });
                default -> Mono.empty();
            };
        });
        try {
            assertThat(runs.await(30, TimeUnit.SECONDS)).as("four runs").isTrue();
        } finally {
            repetition.dispose();
        }
    }
}
