package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.etcd.FreePort;
import io.paz.testing.TestAuthority;
import io.paz.testing.TestAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the real confd calls for each file that it wrote, with a real HAProxy. */
@Timeout(120)
final class ReloadScriptTest {

    private static final int ROUNDS = 40;
    private static final long FIRST_NANOS = Duration.ofMillis(20).toNanos();
    private static final long LATER_NANOS = Duration.ofMillis(1).toNanos();
    private static final Path SCRIPT = Path.of("haproxy-reload.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    private final int port = FreePort.next();
    private HaproxyServer haproxy;

    @BeforeEach
    void start() throws IOException {
        write("0");
        haproxy = new HaproxyServer(folder).start(port);
    }

    @AfterEach
    void stop() {
        haproxy.close();
    }

    private void write(String answer) throws IOException {
        Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                  mode http
                  timeout client 30s
                frontend all
                  bind 127.0.0.1:%d
                  http-request return status 200 content-type text/plain string "%s"
                """.formatted(port, answer));
    }

    private Process reload() throws IOException {
        ProcessBuilder script = new ProcessBuilder(SCRIPT.toString()).redirectErrorStream(true);
        script.environment().put("PAZ_HAPROXY_RUN", folder.toString());
        script.environment().put("PAZ_HAPROXY_CONF", folder.toString());
        script.environment().put("PAZ_HAPROXY_MAX_OLD_WORKERS", "2");
        return script.start();
    }

    private static String ended(Process process) throws Exception {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + new String(process.getInputStream().readAllBytes());
    }

    /**
     * HAProxy's master starts itself anew twice for a reload; a command that comes between is lost. It comes earlier or later in
     * each round, since when that is depends on the machine: a script that did not count lost one in twenty.
     */
    @Test
    void whatWasWrittenLastIsServedWheneverTwoReloadsMeet() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            write(round + " first");
            Process first = reload();
            LockSupport.parkNanos(FIRST_NANOS + round * LATER_NANOS);
            String last = round + " last";
            write(last);
            assertThat(ended(reload())).isEqualTo("0 ");
            assertThat(ended(first)).isEqualTo("0 ");
            Await.until(
                    "HAProxy answers " + last + "\n" + haproxy.log(),
                    Duration.ofSeconds(30),
                    () -> HaproxyServer.body(port, "any").equals(last));
        }
    }

    @Test
    void aRefusedReloadIsSaidAndTheOldProcessServesOn() throws Exception {
        Files.writeString(folder.resolve("haproxy.cfg"), "frontend all\n  nonsense\n");
        assertThat(ended(reload())).startsWith("1 HAProxy could not start with its new configuration");
        assertThat(HaproxyServer.body(port, "any")).isEqualTo("0");

        write("1");
        assertThat(ended(reload())).isEqualTo("0 ");
    }

    @Test
    void theOldestProcessEndsWhenTooManyHaveConnections() throws Exception {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            open.add(socket);
            // One that is still in the kernel's queue goes to the next process.
            Await.until("HAProxy has the connection", Duration.ofSeconds(30), this::hasConnection);
            assertThat(ended(reload())).startsWith(i < 2 ? "0 " : "0 Ending HAProxy's old process ");
        }
        assertThat(open.get(0).getInputStream().read())
                .as("the oldest is ended")
                .isNegative();
        for (Socket socket : open.subList(1, 3)) {
            socket.getOutputStream().write("Host: any\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).as("a later one answers").isEqualTo('H');
            socket.close();
        }
    }

    private boolean hasConnection() {
        try {
            return haproxy.ask("@1 show stat").contains("\nall,FRONTEND,,,1,");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void splits_certificates_and_leaves_out_what_haproxy_would_not_start_with() throws Exception {
        Path issued = Files.createDirectory(folder.resolve("issued"));
        TestAuthority authority = TestAuthority.create(issued);
        Issued shop = authority.issue("shop.example.org");
        Issued other = authority.issue("other.example.org");
        Path list = folder.resolve("certificates.list");
        Files.writeString(
                list,
                certificate("shop", "shop.example.org", shop.chain() + shop.key())
                        + certificate("mismatch", "other.example.org", other.chain() + shop.key())
                        + certificate("line", "x.example.org", shop.chain() + "$(touch evil)\n" + shop.key())
                        + certificate("../evil", "y.example.org", shop.chain() + shop.key())
                        + "certificate nameless\n" + shop.chain() + shop.key());
        Files.writeString(folder.resolve("certificate-old.pem"), "old");

        assertThat(ended(reload()))
                .startsWith("0 ")
                .contains("Certificate line in etcd is not served", "certificate-mismatch.pem is not served");

        assertThat(Files.readString(folder.resolve("certificates.crt-list")))
                .isEqualTo("certificate-shop.pem shop.example.org\n");
        Path file = folder.resolve("certificate-shop.pem");
        assertThat(Files.readString(file)).isEqualTo(shop.chain() + shop.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files.filter(each -> each.toString().endsWith(".pem"))).containsExactly(file);
        }
        Files.delete(list);
        Files.writeString(list, "");
        assertThat(ended(reload())).isEqualTo("0 ");
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("certificates.crt-list")).isEmptyFile();
    }

    private static String certificate(String id, String names, String pem) {
        return "certificate " + id + "\nnames " + names + "\n" + pem + "\n";
    }

    @Test
    void thereIsNothingToDoBeforeHaproxyRuns() throws Exception {
        haproxy.close();
        Files.deleteIfExists(folder.resolve("master.sock"));
        assertThat(ended(reload())).isEqualTo("0 ");
    }
}
