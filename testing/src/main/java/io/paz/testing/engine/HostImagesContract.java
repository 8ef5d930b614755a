package io.paz.testing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.control.HostImages;
import io.paz.engine.control.HostImages.HostImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link HostImages} promises, both of an engine that can tell and of one that cannot. */
public abstract class HostImagesContract extends EngineContract {

    private static final List<String> HOSTILE_REFERENCES =
            List.of("", "..", "../../etc/passwd", "a b", "image?reference=other", "%00", "$(id)", "sha256:");

    /** Whether this engine knows the images of its host. */
    protected abstract boolean canTell();

    private HostImages images() {
        return fixture().engine().images();
    }

    @Test
    void an_image_that_the_host_holds_is_found_by_its_name_and_by_its_id() {
        assertThat(images().find(fixture().image()).known()).isEqualTo(canTell());
        images().find(fixture().image()).held().ifPresent(held -> {
            assertThat(held.id()).matches("sha256:[0-9a-f]{64}");
            assertThat(images().find(held.id()).held().map(HostImage::id)).contains(held.id());
        });
        assertThat(images().find(fixture().image()).held().isPresent()).isEqualTo(canTell());
    }

    @Test
    void an_image_that_the_host_does_not_hold_is_not_found() {
        assertThat(images().find(MISSING_IMAGE).known()).isEqualTo(canTell());
        assertThat(images().find(MISSING_IMAGE).held()).isEmpty();
    }

    @Test
    void a_reference_that_is_none_finds_nothing_or_is_refused() {
        HOSTILE_REFERENCES.forEach(reference -> {
            try {
                assertThat(images().find(reference).held()).isEmpty();
            } catch (EngineRefusedException e) {
                assertThat(e).hasMessageContaining("reference");
            }
        });
    }

    @Test
    void images_are_protected_as_often_as_one_likes_and_released_again() {
        List<String> ids = images().find(fixture().image()).held().stream()
                .map(HostImage::id)
                .toList();
        images().protect(service, ids);
        images().protect(service, ids);
        images().protect(service, List.of());
    }
}
