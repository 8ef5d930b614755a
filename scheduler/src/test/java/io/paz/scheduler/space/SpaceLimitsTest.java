package io.paz.scheduler.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.control.HostSpace;
import io.paz.engine.control.HostSpace.FileSystem;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.space.SpaceLimits.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When there is too little room, and what follows. */
final class SpaceLimitsTest {

    private static final SpaceLimits LIMITS = new SpaceLimits(15, 5);
    private static final long GIB = 1L << 30;

    private FileSystem disk = new FileSystem("/var/lib/docker", "images", 1000, 900);

    @ParameterizedTest
    @CsvSource({
        "1000, 150, AMPLE",
        "1000, 149, LOW",
        "1000, 50, LOW",
        "1000, 49, EXHAUSTED",
        "1000, 0, EXHAUSTED",
        // An empty file system, as some in memory are shown, has no room to lose.
        "0, 0, AMPLE"
    })
    void a_share_of_a_small_disk_counts(long total, long available, Level level) {
        assertThat(LIMITS.level(total, available)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"10, AMPLE", "9, LOW", "2, LOW", "1, EXHAUSTED"})
    void a_large_disk_is_not_short_of_room_while_ten_gibibytes_are_free(long gibibytes, Level level) {
        assertThat(LIMITS.level(10_000 * GIB, gibibytes * GIB)).isEqualTo(level);
    }

    @Test
    void zero_percent_never_warns_and_never_refuses() {
        assertThat(new SpaceLimits(0, 0).level(1000, 0)).isEqualTo(Level.AMPLE);
    }

    @Test
    void a_deployment_is_refused_with_what_to_do_until_room_is_made() {
        SpaceWatch watch = new SpaceWatch(HostSpace.UNKNOWN, () -> List.of(disk), LIMITS);
        watch.refresh();
        assertThatCode(watch::require).doesNotThrowAnyException();

        disk = new FileSystem("/var/lib/docker", "images", 2_000_000_000, 20_000_000);
        watch.refresh();
        assertThatThrownBy(watch::require)
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageContaining("disk: value 20.0 MB free of 2.0 GB on the file system of /var/lib/docker")
                .hasMessageContaining("expected: 100.0 MB or more")
                .hasMessageContaining("POST /space/cleanup");

        disk = new FileSystem("/var/lib/docker", "images", 2_000_000_000, 500_000_000);
        assertThatCode(watch::require).doesNotThrowAnyException();
    }
}
