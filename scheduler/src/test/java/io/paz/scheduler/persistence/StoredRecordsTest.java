package io.paz.scheduler.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.testing.TestSecrets;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form that a record ever had on disk, byte by byte. A file {@code deployment-3-full.record} holds what the third form of a
 * deployment's record looked like with all of its fields, {@code sparse} with none that may be absent. What it is written as today, where
 * that differs, is in the {@code rewritten} file beside it: fields that came later are added with their default, and nothing else. A file is
 * never changed; a record whose form changes gets a new one.
 */
class StoredRecordsTest {

    private static final String REWRITTEN = ".rewritten";

    private final DeploymentCodec codec = new DeploymentCodec(TestSecrets.cipher());

    static Stream<Path> records() throws IOException, URISyntaxException {
        Path folder = Path.of(StoredRecordsTest.class
                .getResource("records/deployment-1-full.record")
                .toURI());
        try (Stream<Path> files = Files.list(folder.getParent())) {
            return files.filter(file -> !file.toString().endsWith(REWRITTEN)).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void reads_every_form_of_a_record_and_writes_the_same_bytes_again(Path file) throws IOException {
        byte[] stored = Files.readAllBytes(file);
        Path rewritten = Path.of(file.toString().replace(".record", REWRITTEN));
        byte[] expected = Files.exists(rewritten) ? Files.readAllBytes(rewritten) : stored;

        byte[] written = rewrite(file.getFileName().toString(), stored);

        assertThat(new String(written, UTF_8)).isEqualTo(new String(expected, UTF_8));
        assertThat(rewrite(file.getFileName().toString(), written)).isEqualTo(written);
    }

    private byte[] rewrite(String file, byte[] stored) {
        if (file.startsWith("deployment-")) {
            return codec.encode(codec.deployment(stored));
        }
        if (file.startsWith("hook-")) {
            return withPlainSecret(codec.encode(codec.hook(stored)));
        }
        return file.startsWith("operation-")
                ? codec.encode(codec.operation(stored))
                : codec.encode(codec.journalLine(stored));
    }

    /** Encrypted text is another one each time. */
    private byte[] withPlainSecret(byte[] hook) {
        String secret =
                Base64.getEncoder().encodeToString(codec.hook(hook).secret().bytes());
        String text = new String(hook, UTF_8);
        assertThat(text).as("stored").contains("\"secret\":\"paz1.").doesNotContain(secret);
        return text.replaceFirst("paz1\\.[^\"]+", secret).getBytes(UTF_8);
    }

    @Test
    void keeps_a_file_for_every_form() throws IOException, URISyntaxException {
        List<String> names =
                records().map(file -> file.getFileName().toString()).toList();
        assertThat(names.stream().filter(name -> name.startsWith("deployment-")))
                .hasSize(32);
        assertThat(names.stream().filter(name -> name.startsWith("operation-"))).hasSize(6);
        assertThat(names.stream().filter(name -> name.startsWith("hook-"))).hasSize(4);
        assertThat(names.stream().filter(name -> name.startsWith("journal-line-")))
                .hasSize(22);
    }
}
