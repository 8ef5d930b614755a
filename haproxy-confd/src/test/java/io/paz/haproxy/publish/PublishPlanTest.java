package io.paz.haproxy.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PublishPlanTest {

    private static final Map<String, String> FILES = Map.of("a", "1", "b", "2");

    @Test
    void changedAndMissingFilesAreWritten() {
        assertThat(PublishPlan.of(Map.of("a", "1", "b", "old"), FILES, false))
                .isEqualTo(new PublishPlan.WriteAndReload(new TreeSet<>(List.of("b")), "changed: b"));
        assertThat(PublishPlan.of(Map.of(), FILES, true))
                .isEqualTo(new PublishPlan.WriteAndReload(new TreeSet<>(List.of("a", "b")), "changed: a, b"));
    }

    @Test
    void filesInPlaceAreReloadedOnlyWhenThatIsDue() {
        assertThat(PublishPlan.of(FILES, FILES, true)).isEqualTo(new PublishPlan.ReloadOnly("not yet taken over"));
        assertThat(PublishPlan.of(FILES, FILES, false)).isEqualTo(new PublishPlan.Nothing("unchanged"));
    }

    @Test
    void whatWasLeftOutIsNamedWithItsBackend() {
        String configuration = """
                frontend x
                # skipped: 2 service names
                backend web-1_health
                    # skipped: the health path
                backend web
                    server web-1-1 10.0.0.1:80
                # skipped: 1 parts of Paz
                """;
        assertThat(Skipped.in(configuration))
                .containsExactly("2 service names", "web-1_health: the health path", "1 parts of Paz");
    }
}
