package io.paz.scheduler.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentHostsTest {

    private Set<String> listed = Set.of("10.0.0.1", "10.0.0.2");
    private long nanos;
    private final RecentHosts hosts = new RecentHosts(() -> listed, () -> nanos);

    private Set<String> after(int seconds, Set<String> list) {
        nanos += Duration.ofSeconds(seconds).toNanos();
        listed = list;
        return hosts.get();
    }

    @Test
    void a_host_that_a_short_list_lacks_is_one_for_a_minute() {
        assertThat(hosts.get()).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
        assertThat(after(60, Set.of("10.0.0.2", "10.0.0.3")))
                .containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2", "10.0.0.3");
        assertThat(after(1, Set.of())).containsExactlyInAnyOrder("10.0.0.2", "10.0.0.3");
        assertThat(after(60, Set.of())).isEmpty();
    }
}
