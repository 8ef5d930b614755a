package io.paz.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.testing.Services;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {

    private static final Release WEB = release(new PortMapping(80, null));
    private static final String GO =
            "WITHDRAW web 1 %1$s, AWAIT_WITHDRAWN web 1 %1$s, AWAIT_OUT web 1 %1$s, DESTROY web 1 %1$s";
    private static final String COME = "SUBMIT web 1 %1$s, AWAIT_HEALTHY web 1 %1$s, AWAIT_BALANCED web 1 %1$s";

    /** Which instances come, which go, and which go again when those that were to come do not. */
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2 | 4 | [3, 4]    |           | [3, 4]
            2 | 3 | [3]       |           | [3]
            4 | 1 |           | [2, 3, 4] |
            3 | 3 |           |           |
            2 | 0 |           | [1, 2]    |
            0 | 0 |           |           |
            """)
    void only_the_difference_is_touched(int from, int to, String come, String go, String again) {
        Resize resize = new Resize(from, to);
        assertThat(text(resize.rollout(WEB)))
                .isEqualTo(come == null ? "" : "ALLOW_HOSTS web 1, " + COME.formatted(come));
        assertThat(text(resize.cleanup(WEB))).isEqualTo(go == null ? "" : GO.formatted(go));
        assertThat(text(resize.rollback(WEB))).isEqualTo(again == null ? "" : GO.formatted(again));
    }

    @Test
    void what_was_stopped_is_published_again_before_it_starts() {
        assertThat(text(new Resize(0, 2).rollout(WEB)))
                .isEqualTo(
                        "ALLOW_HOSTS web 1, PUBLISH_VERSION web 1, PUBLISH_SERVICE web 1, " + COME.formatted("[1, 2]"));
    }

    @Test
    void without_ports_there_is_nothing_to_route() {
        assertThat(text(new Resize(1, 2).rollout(release())))
                .isEqualTo("ALLOW_HOSTS web 1, SUBMIT web 1 [2], AWAIT_HEALTHY web 1 [2]");
        assertThat(text(new Resize(2, 1).cleanup(release()))).isEqualTo("DESTROY web 1 [2]");
    }

    private static Release release(PortMapping... ports) {
        return new Release(Services.id("web", 1), null, "team/web", false, Services.config(4, ports));
    }

    private static String text(List<Task> tasks) {
        return tasks.stream().map(Task::toString).collect(Collectors.joining(", "));
    }
}
