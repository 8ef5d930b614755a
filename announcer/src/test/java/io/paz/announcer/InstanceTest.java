package io.paz.announcer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstanceTest {

    private static final String KEY = "/paz/services/shop/3/1";
    private static final ContainerState CONTAINER =
            new ContainerState("c1", "sha256:i", "2026-01-01T00:00:00Z", "p", 7, "172.17.0.2", 32768, "");

    private final Effects effects = new Effects();
    private final Instance instance = new Instance(registration(2, 3), "10.0.0.1", effects);
    private long now;

    private static Registration registration(int rise, int fall) {
        return Registration.parse(Map.ofEntries(
                Map.entry("container", "shop-3-1"),
                Map.entry("port", "80"),
                Map.entry("platform", "p"),
                Map.entry("key", KEY),
                Map.entry("path", "/health"),
                Map.entry("method", "GET"),
                Map.entry("host", "shop.paz"),
                Map.entry("statuses", "200-399,401"),
                Map.entry("interval", "2"),
                Map.entry("timeout", "1"),
                Map.entry("rise", String.valueOf(rise)),
                Map.entry("fall", String.valueOf(fall))));
    }

    /** Notes what an instance decides. */
    private static final class Effects implements InstanceEffects {

        private final List<String> lines = new ArrayList<>();
        private String wanted = "";
        private Duration delay = Duration.ZERO;
        private long number;

        @Override
        public void print(String line) {
            lines.add(line);
        }

        @Override
        public void check(ContainerState container, Duration after, long next) {
            delay = after;
            number = next;
        }

        @Override
        public void announce(String address, Duration fresh) {
            wanted = address;
        }

        @Override
        public void withdraw() {
            wanted = "";
        }
    }

    private void pass() {
        instance.checked(effects.number, CheckResult.PASSED, now);
    }

    private void fail(String reason) {
        instance.checked(effects.number, CheckResult.failed(reason), now);
    }

    private void announced() {
        instance.found(Optional.of(CONTAINER), now);
        pass();
        pass();
        instance.written(effects.wanted);
    }

    @Test
    void is_announced_after_as_many_successes_in_a_row_as_it_needs() {
        instance.found(Optional.of(CONTAINER), now);
        assertThat(effects.delay).isZero();
        pass();
        fail("no");
        pass();
        assertThat(effects.wanted).isEmpty();
        pass();
        assertThat(effects.wanted).isEqualTo("10.0.0.1:32768");
        instance.written(effects.wanted);
        assertThat(effects.lines)
                .containsExactly(
                        "container c1 of image sha256:i started at 2026-01-01T00:00:00Z",
                        "not announced: no",
                        "announced 10.0.0.1:32768");
    }

    @Test
    void is_withdrawn_after_as_many_failures_in_a_row_as_it_bears() {
        announced();
        fail("no");
        fail("no");
        pass();
        fail("no");
        fail("no");
        assertThat(effects.wanted).isNotEmpty();
        fail("no");
        assertThat(effects.wanted).isEmpty();
        instance.deleted();
        assertThat(effects.lines).endsWith("not announced: no", "withdrew 10.0.0.1:32768");
    }

    @Test
    void is_withdrawn_when_its_container_ends_and_a_result_that_was_under_way_counts_for_nothing() {
        announced();
        long underWay = effects.number;
        instance.found(Optional.empty(), now);
        assertThat(effects.wanted).isEmpty();
        instance.checked(underWay, CheckResult.PASSED, now);
        instance.checked(underWay, CheckResult.PASSED, now);
        assertThat(effects.wanted).isEmpty();
    }

    @Test
    void another_run_of_the_container_is_checked_from_the_beginning() {
        announced();
        ContainerState next = new ContainerState("c1", "sha256:i", "later", "p", 8, "172.17.0.3", 32769, "");
        instance.found(Optional.of(next), now);
        assertThat(effects.wanted).isEmpty();
        pass();
        pass();
        assertThat(effects.wanted).isEqualTo("10.0.0.1:32769");
    }

    @Test
    void a_reading_that_is_too_old_announces_nothing() {
        announced();
        effects.wanted = "";
        now += Duration.ofSeconds(40).toNanos();
        instance.confirm(now);
        assertThat(effects.wanted).isEmpty();
        pass();
        assertThat(effects.wanted).isNotEmpty();
    }

    @Test
    void a_container_of_another_platform_is_not_announced() {
        instance.found(
                Optional.of(new ContainerState("c1", "sha256:i", "now", "other", 7, "172.17.0.2", 32768, "")), now);
        assertThat(effects.lines).containsExactly("not announced: container shop-3-1 is not of this platform");
    }

    @Test
    void says_a_reason_once_per_change() {
        instance.found(Optional.of(CONTAINER), now);
        fail("a");
        fail("a");
        fail("b");
        fail("a");
        assertThat(effects.lines.subList(1, 4))
                .containsExactly("not announced: a", "not announced: b", "not announced: a");
    }

    @Test
    void says_when_etcd_does_not_take_it_and_when_it_does_again() {
        instance.found(Optional.of(CONTAINER), now);
        pass();
        pass();
        instance.etcdFailed("etcd is away");
        instance.etcdFailed("etcd is away");
        instance.written("10.0.0.1:32768");
        instance.etcdFailed("etcd is away");
        instance.etcdSucceeded();
        assertThat(effects.lines.subList(1, effects.lines.size()))
                .containsExactly(
                        "not announced: etcd is away",
                        "announced 10.0.0.1:32768",
                        "not renewed: etcd is away",
                        "announced 10.0.0.1:32768");
    }

    @Test
    void looks_often_at_first_and_then_gently() {
        instance.found(Optional.of(CONTAINER), now);
        fail("no");
        assertThat(effects.delay).isEqualTo(Duration.ofMillis(10));
        for (int i = 0; i < 300; i++) {
            fail("no");
        }
        assertThat(effects.delay).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void is_decided_when_it_is_announced_or_has_failed_as_long_as_a_withdrawal_takes() {
        instance.found(Optional.of(CONTAINER), now);
        fail("no");
        assertThat(instance.isDecided()).isFalse();
        now += Duration.ofSeconds(6).toNanos();
        fail("no");
        assertThat(instance.isDecided()).isTrue();
    }
}
