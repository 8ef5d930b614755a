package io.paz.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.FreePort;
import io.paz.test.image.ServiceCall.Answer;
import io.paz.test.platform.Await;
import io.paz.test.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each service starts alone, {@code java -jar}, while none of the others runs. */
final class JarTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Duration START = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 20;
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "service-directory, '', /services, {\"doc\":[]}",
        "scheduler, '', /journal, {\"doc\":[]}",
        "embedded-host, --units, /fleet/v1/units, {}"
    })
    void a_jar_starts_alone_and_ends_when_it_is_told(String module, String folderOption, String path, String empty)
            throws Exception {
        int port = FreePort.next();
        Process process = start(module, port, folderOption);
        try {
            ServiceCall call = new ServiceCall("127.0.0.1", port);
            Await.until(module + " is healthy: " + log(), START, call::isHealthy);

            assertThat(call.get(path, null).status()).as("without a token").isEqualTo(401);
            assertThat(call.get(path, TOKEN)).isEqualTo(new Answer(200, empty));

            process.destroy();
            assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS))
                    .as("ends within %d s", STOP_SECONDS)
                    .isTrue();
            assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String module, int port, String folderOption) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar(module).toString(),
                "--port=" + port,
                "--data=" + folder.resolve("data"),
                "--token-file=" + token));
        if (!folderOption.isEmpty()) {
            command.add(folderOption + "=" + folder.resolve("units"));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path log() {
        return folder.resolve("log");
    }

    private static Path jar(String module) throws IOException {
        Path target = Platform.ROOT.resolve(module).resolve("target");
        try (var jars = Files.newDirectoryStream(target, "*-exec.jar")) {
            return jars.iterator().next();
        }
    }
}
