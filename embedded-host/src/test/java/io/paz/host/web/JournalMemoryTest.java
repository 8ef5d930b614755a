package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host with a small heap and a journal that is larger than it. */
@Timeout(120)
class JournalMemoryTest {
    private static final int UNITS = 50;
    private static final int LINES = 50;
    private static final int LINE_LENGTH = 40_000;

    @TempDir
    private Path folder;

    private Process jvm;

    @AfterEach
    void stop() {
        if (jvm != null) {
            jvm.destroyForcibly();
        }
    }

    private void writeJournal() throws IOException {
        String text = "x".repeat(LINE_LENGTH);
        for (int unit = 0; unit < UNITS; unit++) {
            int first = unit;
            Path journal = Files.createDirectories(folder.resolve("data/journal/u" + unit + ".service"));
            Files.writeString(journal.resolve("unit"), "u" + unit + ".service");
            Files.writeString(
                    journal.resolve("current.jsonl"),
                    IntStream.range(0, LINES)
                            .mapToObj(i -> "{\"s\":%d,\"t\":1,\"p\":6,\"o\":\"output-1\",\"e\":1,\"m\":\"%s\"}\n"
                                    .formatted(1 + i * UNITS + first, text))
                            .collect(Collectors.joining()));
        }
    }

    private TestHost start() throws IOException {
        Path log = folder.resolve("host.log");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                "io.paz.host.config.HostApplication",
                "--insecure"));
        command.addAll(TestHost.arguments(folder));
        jvm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TestHost.await(() -> TestHost.portIn(log) > 0, () -> "the host to listen");
        return TestHost.at(TestHost.portIn(log));
    }

    private static HttpURLConnection ask(TestHost host) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) host.uri().resolve("/entries").toURL().openConnection();
        connection.setRequestProperty("Accept", "application/json");
        return connection;
    }

    @Test
    void answers_more_than_the_heap_holds_beside_readers_that_do_not_read() throws IOException {
        writeJournal();
        TestHost host = start();
        List<HttpURLConnection> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            HttpURLConnection connection = ask(host);
            assertThat(connection.getInputStream().read()).isEqualTo('{');
            slow.add(connection);
        }
        long lines = 0;
        HttpURLConnection reader = ask(host);
        try (InputStream answer = reader.getInputStream()) {
            byte[] buffer = new byte[64 * 1024];
            for (int length = answer.read(buffer); length > 0; length = answer.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        assertThat(lines).isEqualTo(UNITS * LINES);
        assertThat(jvm.isAlive()).isTrue();
        slow.forEach(HttpURLConnection::disconnect);
    }
}
