package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.paz.scheduler.image.ImageName;
import io.paz.scheduler.image.ImageReference;

/** Names of images are read as they are written, or refused; and all who read one see the same parts. */
class ImageNameFuzzTest {

    @DictionaryFile(resourcePath = "/io/paz/fuzz/image.dict")
    @FuzzTest
    void a_name_is_read_as_it_is_written_or_refused(byte[] input) {
        String text = Input.text(input);
        ImageReference.parse(text).ifPresent(image -> {
            assertThat(image).hasToString(text);
            assertThat(text).matches("[!-~]++").doesNotStartWith("-").doesNotStartWith("/");
            assertThat(image.isSameRepository(image)).isTrue();
            assertSameParts(text, image);
        });
    }

    private static void assertSameParts(String text, ImageReference image) {
        ImageName name = ImageName.of(text);
        assertThat(name.registry()).matches("[A-Za-z0-9._-]++(?::[0-9]{1,5})?").doesNotStartWith("-");
        assertThat(name.repository())
                .matches("[a-z0-9._/-]++")
                .doesNotStartWith("/")
                .doesNotEndWith("/")
                .doesNotContain("..", "//");
        assertThat(name.tag()).isEqualTo(image.tag().orElse("latest"));
        assertThat(image.suffix()).endsWith(name.digest().isEmpty() ? "" : "@" + name.digest());
    }
}
