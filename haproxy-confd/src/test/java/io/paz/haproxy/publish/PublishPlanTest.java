package io.paz.haproxy.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishPlanTest {

    private static final Map<String, String> FILES = Map.of("a", "1", "b", "2");

    @Test
    void missingFilesAreWrittenAndRead() {
        assertThat(PublishPlan.of(Map.of("a", "1"), FILES, "b", false))
                .isEqualTo(new PublishPlan.WriteAndReload("b is new"));
        assertThat(PublishPlan.of(Map.of(), FILES, "a", true))
                .isEqualTo(new PublishPlan.WriteAndReload("not yet taken over"));
    }

    @Test
    void whatIsNotKnownToServeIsNotChanged() {
        assertThat(PublishPlan.of(Map.of("x.map", "a b"), Map.of("x.map", "a c"), "main", true))
                .isInstanceOf(PublishPlan.WriteAndReload.class);
    }

    @Test
    void filesInPlaceAreReloadedOnlyWhenThatIsDue() {
        assertThat(PublishPlan.of(FILES, FILES, "a", true)).isEqualTo(new PublishPlan.ReloadOnly("not yet taken over"));
        assertThat(PublishPlan.of(FILES, FILES, "a", false)).isEqualTo(new PublishPlan.Nothing("unchanged"));
    }

    @Test
    void whatWasLeftOutIsNamedWithItsBackend() {
        String configuration = """
                frontend x
                # skipped: 2 service names
                backend shop
                    # skipped: 1 health paths
                backend web
                    server web-1-1 10.0.0.1:80
                # skipped: 1 parts of Paz
                """;
        assertThat(Skipped.in(configuration))
                .containsExactly("2 service names", "shop: 1 health paths", "1 parts of Paz");
    }
}
