package io.paz.task;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PeriodicTaskTest {
    private static final Duration OFTEN = Duration.ofMillis(1);

    private final Logger logger = (Logger) LoggerFactory.getLogger(FailureReport.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @AutoClose
    private @Nullable PeriodicTask task;

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    @Test
    void runs_again_after_exceptions_and_errors() throws Exception {
        CountDownLatch survived = new CountDownLatch(6);
        task = PeriodicTask.start("cleaning", OFTEN, () -> {
            survived.countDown();
            fail(survived.getCount());
        });
        assertThat(survived.await(30, TimeUnit.SECONDS)).as("six runs").isTrue();
    }

    private static void fail(long turn) {
        switch ((int) turn) {
            case 5 -> throw new IllegalStateException("unexpected");
            case 4 -> throw new NoClassDefFoundError("missing");
            case 3 -> throw new StackOverflowError();
            case 2 -> throw new AssertionError("never");
            default -> {}
        }
    }

    @Test
    void reports_a_row_of_failures_once_and_its_end() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(6);
        task = PeriodicTask.start("cleaning", OFTEN, () -> {
            over.countDown();
            if (runs.incrementAndGet() <= 4) {
                throw new IllegalStateException("the disk is full");
            }
        });
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "cleaning failed: java.lang.IllegalStateException: the disk is full; next attempt in 1 ms",
                        "cleaning works again");
    }

    @Test
    void runs_a_last_action_when_it_is_closed() {
        AtomicInteger last = new AtomicInteger();
        task = PeriodicTask.start("cleaning", Duration.ofDays(1), () -> {
            throw new IllegalStateException("unexpected");
        });
        task.closeAfter(last::incrementAndGet, Duration.ofSeconds(30));
        assertThat(last).hasValue(1);
    }
}
