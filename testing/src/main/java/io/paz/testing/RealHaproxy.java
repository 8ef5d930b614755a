package io.paz.testing;

import static org.awaitility.Awaitility.await;

import io.paz.etcd.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A HAProxy with one front end, one backend {@code web}, and its statistics, which takes over new servers by a reload. */
public final class RealHaproxy implements AutoCloseable {

    private final Path file;
    private final int port = FreePort.next();
    private final int statistics = FreePort.next();
    private final Process process;

    /** @param servers {@code server} lines of the backend */
    public RealHaproxy(Path folder, String servers) throws IOException {
        this.file = folder.resolve("haproxy.cfg");
        write(servers);
        process = new ProcessBuilder("haproxy", "-W", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(10)).until(this::answers);
    }

    public int port() {
        return port;
    }

    public String statisticsUrl() {
        return "http://127.0.0.1:" + statistics;
    }

    /** Asks for a reload; the old worker finishes what it has. */
    public void reload(String servers) throws IOException {
        write(servers);
        Command.run("kill", "-USR2", String.valueOf(process.pid()));
    }

    /** Says something on its administration socket, and gives the answer. */
    public String command(String line) throws IOException {
        UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(file.resolveSibling("admin.sock"));
        try (SocketChannel channel = SocketChannel.open(socket)) {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(String servers) throws IOException {
        Files.writeString(file, """
                global
                    master-worker
                    stats socket %s mode 600 level admin expose-fd listeners
                    hard-stop-after 60s
                defaults
                    mode http
                    timeout connect 3s
                    timeout client 60s
                    timeout server 60s
                    timeout http-keep-alive 60s
                    timeout tunnel 60s
                frontend statistics
                    bind 127.0.0.1:%d
                    stats enable
                    stats uri /
                frontend front
                    bind 127.0.0.1:%d
                    default_backend web
                backend web
                    default-server pool-purge-delay 250ms
                    %s
                """.formatted(file.resolveSibling("admin.sock"), statistics, port, servers));
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
