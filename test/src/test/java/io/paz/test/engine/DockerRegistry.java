package io.paz.test.engine;

import io.paz.etcd.FreePort;
import io.paz.test.platform.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Docker's own registry on a free port of the loopback interface, where Docker speaks to it without TLS. */
final class DockerRegistry implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    private final Process process;
    private final int port = FreePort.next();

    DockerRegistry(Path folder) throws IOException {
        this(folder, "");
    }

    /** One that lets nobody in but carol, with the password secret. */
    static DockerRegistry closed(Path folder) throws IOException {
        Path passwords = Files.writeString(
                Files.createDirectories(folder).resolve("htpasswd"),
                "carol:$2b$04$b9fysQe7Y46KjUB7rfdS1e2jqWsUja/9SPyYhkoHz7APF28ZCFlzO\n");
        return new DockerRegistry(folder, "auth: {htpasswd: {realm: paz, path: " + passwords + "}}\n");
    }

    private DockerRegistry(Path folder, String auth) throws IOException {
        Path config = Files.writeString(Files.createDirectories(folder).resolve("config.yml"), """
                version: 0.1
                log: {level: warn}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: %s}
                %s""".formatted(
                        folder.resolve("data"), address(), auth));
        process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        Await.until("the registry answers", START, this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code 127.0.0.1:<port>}. */
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
