package io.paz.test.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.CompressionType;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** What looks for a planted secret finds one, wherever it is. */
final class PlantedSecretTest {

    private final PlantedSecret secret = new PlantedSecret();
    /** The part of the value that is looked for. */
    private final String core = secret.value().replaceAll("(?s)line one=(\\w+).*", "$1");

    @TempDir
    private Path folder;

    @Test
    void nothing_is_found_where_it_is_not() throws IOException {
        Files.writeString(folder.resolve("other"), "nothing to see");
        assertThat(secret.filesWithIt(secret.filesIn(folder, 9))).isEmpty();
        assertThat(secret.processesWithIt()).isEmpty();
        secret.assertNotIn("an answer", "{}");
    }

    @Test
    void it_is_found_in_files_in_each_spelling() throws IOException {
        byte[] bytes = secret.value().getBytes(UTF_8);
        Path below = Files.createDirectories(folder.resolve("a/b"));
        List<Path> files = List.of(
                Files.write(below.resolve("plain"), bytes),
                Files.writeString(below.resolve("base64"), Base64.getEncoder().encodeToString(bytes)),
                Files.writeString(below.resolve("hex"), HexFormat.of().formatHex(bytes)),
                Files.writeString(below.resolve("half"), "PAZ_V1_0=" + core.substring(0, core.length() / 2)),
                gzip(below.resolve("copy.gz"), bytes));
        assertThat(secret.filesWithIt(secret.filesIn(folder, 9))).containsExactlyInAnyOrderElementsOf(files);
    }

    private static Path gzip(Path file, byte[] bytes) throws IOException {
        try (GZIPOutputStream output = new GZIPOutputStream(Files.newOutputStream(file))) {
            output.write(bytes);
        }
        return file;
    }

    @Test
    void it_is_found_in_a_compressed_file_of_a_store() throws Exception {
        Path file = folder.resolve("000012.sst");
        write(file);
        assertThat(Files.readString(file, ISO_8859_1))
                .as("control: the store compressed it")
                .doesNotContain(core, core.substring(0, core.length() / 2), core.substring(core.length() / 2));
        assertThat(secret.filesWithIt(secret.filesIn(folder, 9))).containsExactly(file);
    }

    /** Behind its parts it is compressed to references to them. */
    private void write(Path file) throws RocksDBException {
        StringBuilder value = new StringBuilder();
        for (int begin = 0; begin < core.length(); begin += 6) {
            value.append("....").append(core, begin, Math.min(core.length(), begin + 6));
        }
        value.append("/".repeat(200)).append(core).append("/".repeat(200));
        try (Options options = new Options().setCompressionType(CompressionType.LZ4_COMPRESSION);
                EnvOptions environment = new EnvOptions();
                SstFileWriter writer = new SstFileWriter(environment, options)) {
            writer.open(file.toString());
            writer.put("key".getBytes(UTF_8), value.toString().getBytes(UTF_8));
            writer.finish();
        }
    }

    @Test
    void it_is_found_in_a_command_line_and_an_environment() throws IOException {
        ProcessBuilder argument = new ProcessBuilder("sh", "-c", "read line", core);
        ProcessBuilder variable = new ProcessBuilder("sh", "-c", "read line");
        variable.environment().put("PASSWORD", core);
        for (ProcessBuilder builder : List.of(argument, variable)) {
            Process process = builder.start();
            try {
                String expected = "/proc/" + process.pid() + ":";
                Await.until(
                        "it is found in " + builder.command(),
                        Duration.ofSeconds(20),
                        () -> secret.processesWithIt().stream().anyMatch(found -> found.startsWith(expected)));
            } finally {
                process.destroy();
            }
        }
    }

    @Test
    void it_is_found_in_an_answer_and_in_a_listing_of_etcd() {
        assertThatThrownBy(() -> secret.assertNotIn("an answer", "{\"env\": {\"DB\": " + secret.inJson() + "}}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("an answer");
        assertThatThrownBy(() -> secret.assertNotIn("etcd", "/key\n" + secret.value()))
                .hasMessageContaining("etcd");
        secret.close();
    }
}
