package io.paz.haproxy;

import io.paz.etcd.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Reads what HAProxy logs of requests. */
final class LogSocket implements AutoCloseable {

    private final Path path;
    private final ServerSocketChannel server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogSocket(Path path) throws IOException {
        this.path = path;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var connection = server.accept();
                threads.execute(() -> {
                    try (BufferedReader reader = new BufferedReader(
                            Channels.newReader(connection, StandardCharsets.US_ASCII.newDecoder(), -1))) {
                        reader.lines().forEach(lines::add);
                    } catch (IOException | RuntimeException e) {
                        // HAProxy or the test ended.
                    }
                });
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    List<String> lines() {
        return lines;
    }

    String lineWith(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Await.until("a line of the log with " + regex + ", of " + lines, RealParts.SOON, () -> lines.stream()
                .anyMatch(line -> pattern.matcher(line).find()));
        return lines.stream()
                .filter(line -> pattern.matcher(line).find())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        Files.delete(path);
    }
}
