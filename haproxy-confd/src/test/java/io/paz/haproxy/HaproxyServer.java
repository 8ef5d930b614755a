package io.paz.haproxy;

import io.paz.etcd.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real HAProxy in master-worker mode, as the launcher starts it, and raw requests to it. */
final class HaproxyServer implements AutoCloseable {

    private static final int ANSWER_TIMEOUT_MILLIS = 5_000;

    private final Path folder;
    private Process process;

    HaproxyServer(Path folder) {
        this.folder = folder;
    }

    HaproxyServer start(int port) throws IOException {
        process = new ProcessBuilder(
                        "haproxy",
                        "-W",
                        "-S",
                        folder.resolve("master.sock") + ",mode,600",
                        "-f",
                        folder.resolve("haproxy.cfg").toString(),
                        "-p",
                        folder.resolve("haproxy.pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        Await.until("HAProxy takes connections, see " + log(), Duration.ofSeconds(30), () -> takesConnections(port));
        return this;
    }

    String log() {
        try {
            return Files.readString(folder.resolve("haproxy.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What the master answers to a command; {@code @1} before it leads it to the present worker. */
    String ask(String command) throws IOException {
        try (SocketChannel master = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            master.connect(UnixDomainSocketAddress.of(folder.resolve("master.sock")));
            master.write(StandardCharsets.US_ASCII.encode(command + "\n"));
            master.shutdownOutput();
            return new String(Channels.newInputStream(master).readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** The master and its workers. */
    Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** Ends the master and its workers, open connections or not. */
    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    /** The status of a request with this host. */
    static int status(int port, String host) {
        String answer = exchange(port, "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        return answer.length() < 12 ? 0 : Integer.parseInt(answer.substring(9, 12));
    }

    static String body(int port, String host) {
        return body(port, host, "/");
    }

    static String body(int port, String host, String path) {
        String answer = exchange(port, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** The whole answer on a connection of its own; empty when there was none. */
    static String exchange(int port, String request) {
        return exchange(port, request, Duration.ofMillis(ANSWER_TIMEOUT_MILLIS));
    }

    static String exchange(int port, String request, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
