package io.paz.host.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UsageHistoryTest {
    private static final ContainerIdentity WEB =
            new ContainerIdentity("a1", "web-1-1", "team/web", Map.of(), Instant.EPOCH, true);
    private static final ContainerIdentity SHARED =
            new ContainerIdentity("b2", "proxy-1-1", "team/proxy", Map.of(), Instant.EPOCH, false);

    private final Map<String, Reading> running = new TreeMap<>();
    private final List<ContainerIdentity> known = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private int asked;
    private boolean engineAnswers = true;
    private final UsageHistory history = new UsageHistory(new Running(), this::names, clock);

    /** Moves when it is told. */
    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final class Running implements UsageReader {
        @Override
        public Reading machine() {
            return Readings.of(100, 200);
        }

        @Override
        public Set<String> containers() {
            return Set.copyOf(running.keySet());
        }

        @Override
        public Optional<ContainerUsage> container(String id) {
            return Optional.ofNullable(running.get(id)).map(reading -> new ContainerUsage(reading, Optional.of(64L)));
        }
    }

    private List<ContainerIdentity> names() throws IOException {
        asked++;
        if (!engineAnswers) {
            throw new IOException("no answer");
        }
        return List.copyOf(known);
    }

    private void sampleAfter(int seconds) throws IOException {
        clock.pass(Duration.ofSeconds(seconds));
        history.sample();
    }

    private List<ContainerRecord> containers() {
        return history.containers(Instant.MIN, Instant.MAX);
    }

    @Test
    void keepsWhatMachineAndContainersUsed() throws IOException {
        running.put("a1", Readings.of(1, 2));
        known.add(WEB);
        sampleAfter(1);
        running.put("a1", Readings.of(3, 4));
        sampleAfter(1);
        assertThat(history.machine(Instant.MIN, Instant.MAX).samples()).hasSize(2);
        assertThat(containers())
                .containsExactly(new ContainerRecord(
                        "a1",
                        Optional.of(WEB),
                        Optional.of(64L),
                        List.of(
                                new Sample(clock.now.minusSeconds(1), Readings.of(1, 2)),
                                new Sample(clock.now, Readings.of(3, 4)))));
    }

    @Test
    void asksForNamesOnlyWhenSomethingIsNew() throws IOException {
        sampleAfter(1);
        assertThat(asked).isZero();
        running.put("a1", Readings.of(1, 2));
        known.add(WEB);
        sampleAfter(1);
        sampleAfter(1);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void asksAnEngineThatIsDownNowAndThen() throws IOException {
        engineAnswers = false;
        running.put("a1", Readings.of(1, 2));
        sampleAfter(1);
        sampleAfter(1);
        assertThat(asked).isEqualTo(1);
        assertThat(containers().get(0).identity()).isEmpty();
        engineAnswers = true;
        known.add(WEB);
        sampleAfter(10);
        assertThat(asked).isEqualTo(2);
        assertThat(containers().get(0).identity()).contains(WEB);
    }

    @Test
    void asksMoreAndMoreSeldomForOneThatTheEngineDoesNotName() throws IOException {
        running.put("c3", Readings.of(1, 2));
        for (int second = 0; second < 3600; second++) {
            sampleAfter(1);
        }
        assertThat(asked).isLessThan(40);
        int before = asked;
        running.put("a1", Readings.of(1, 2));
        known.add(WEB);
        sampleAfter(1);
        assertThat(asked).isEqualTo(before + 1);
    }

    @Test
    void forgetsAContainerThatEnded() throws IOException {
        running.put("a1", Readings.of(1, 2));
        sampleAfter(1);
        running.clear();
        sampleAfter(1);
        assertThat(containers()).isEmpty();
    }

    @Test
    void doesNotTakeTheTrafficOfTheMachineForThatOfAContainer() throws IOException {
        running.put("b2", Readings.of(1, 2));
        known.add(SHARED);
        sampleAfter(1);
        sampleAfter(1);
        assertThat(containers().get(0).samples().get(1).reading().network()).isEmpty();
    }
}
