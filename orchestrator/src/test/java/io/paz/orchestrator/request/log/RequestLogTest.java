package io.paz.orchestrator.request.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.orchestrator.request.RequestPass;
import io.paz.orchestrator.request.TrafficBook;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestLogTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private static String line(String id) {
        return "paz1 %s %d front_internal shop shop-1-1 200 ---- 0 0 5 5 0 10 20 10.0.0.9 GET shop.paz /%s"
                .formatted(id, Instant.now().toEpochMilli(), "x".repeat(100));
    }

    @Test
    void the_newest_lines_are_kept_and_the_oldest_files_go() throws IOException {
        try (RequestLogFiles files = new RequestLogFiles(folder, 2_000, 3)) {
            for (int i = 0; i < 100; i++) {
                files.add(line("request-" + i));
            }
            assertThat(files.find("request-99", 5)).hasSize(1);
            assertThat(files.find("request-9", 5))
                    .as("the beginning of another id")
                    .isEmpty();
            assertThat(files.find("request-0", 5)).as("the oldest").isEmpty();
        }
        try (var kept = Files.list(folder)) {
            assertThat(kept.toList()).hasSize(3).allSatisfy(file -> assertThat(Files.size(file))
                    .isLessThan(2_300));
        }
    }

    @Test
    void several_passes_come_in_their_order_from_several_files_and_never_too_many() throws IOException {
        try (RequestLogFiles files = new RequestLogFiles(folder, 500, 10)) {
            for (int i = 0; i < 10; i++) {
                files.add(line("request-same").replace("/x", "/" + i));
            }
            assertThat(files.find("request-same", 4))
                    .extracting(RequestPass::path)
                    .extracting(path -> path.substring(0, 2))
                    .containsExactly("/6", "/7", "/8", "/9");
        }
    }

    @Test
    void a_start_keeps_what_is_there_and_continues_no_unfinished_line() throws IOException {
        try (RequestLogFiles files = new RequestLogFiles(folder)) {
            files.add(line("request-before"));
        }
        try (var present = Files.list(folder)) {
            Path file = present.findFirst().orElseThrow();
            Files.writeString(file, Files.readString(file) + "paz1 request-cut 17672");
        }
        try (RequestLogFiles files = new RequestLogFiles(folder)) {
            files.add(line("request-after"));
            assertThat(files.find("request-before", 5)).hasSize(1);
            assertThat(files.find("request-after", 5)).hasSize(1);
            assertThat(files.find("request-cut", 5)).isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .startsWith("rwx");
    }

    @Test
    void lines_come_over_the_socket_and_anything_else_is_ignored() throws IOException {
        Path path = folder.resolve("log.sock");
        Files.writeString(path, "left by an earlier run");
        TrafficBook traffic = new TrafficBook(Clock.systemUTC());
        try (RequestLogFiles files = new RequestLogFiles(folder.resolve("lines"));
                RequestLogSocket socket =
                        RequestLogSocket.listen(path, Optional.empty(), new RequestIntake(files, traffic))) {
            assertThat(socket).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            for (String sender : List.of("request-one1", "request-two2")) {
                try (SocketChannel haproxy = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    haproxy.connect(UnixDomainSocketAddress.of(path));
                    haproxy.write(StandardCharsets.ISO_8859_1.encode(
                            "nonsense\n\n\u0000\u00ff\n" + "y".repeat(100_000) + "\n" + line(sender) + "\npaz1 cut"));
                    Await.until(
                            sender + " is read",
                            TIMEOUT,
                            () -> files.find(sender, 1).size() == 1);
                }
            }
            assertThat(traffic.last("shop", 2).requests()).isEqualTo(2);
        }
        assertThat(Files.exists(path)).isFalse();
    }
}
