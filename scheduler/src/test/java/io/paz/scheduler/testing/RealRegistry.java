package io.paz.scheduler.testing;

import static org.awaitility.Awaitility.await;

import io.paz.etcd.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Docker's own registry on a free port of the loopback interface, where Docker speaks to it without TLS. */
public final class RealRegistry implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    private final Process process;
    private final String address;

    public RealRegistry(Path folder) throws IOException {
        int port = FreePort.next();
        address = "127.0.0.1:" + port;
        Path config = Files.writeString(
                Files.createDirectories(folder).resolve("config.yml"), """
                version: 0.1
                log: {level: warn}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: %s}
                """.formatted(folder.resolve("data"), address));
        process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        await().atMost(START).until(() -> answers(port));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code 127.0.0.1:<port>}. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
