package io.paz.test.monitoring;

import io.paz.etcd.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real systemd-journal-gatewayd, over a journal made for it. */
final class Gatewayd implements AutoCloseable {

    private static final Path PROGRAMS = Path.of("/lib/systemd");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Process process;
    private final int port;

    private Gatewayd(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isHere() {
        return Files.isExecutable(PROGRAMS.resolve("systemd-journal-gatewayd"))
                && Files.isExecutable(PROGRAMS.resolve("systemd-journal-remote"));
    }

    /** Serves the entries that another journal gave as JSON, one a line. */
    static Gatewayd serving(String entries, Path folder) throws IOException, InterruptedException {
        Path journal = Files.createDirectory(folder.resolve("journal"));
        Path export = Files.writeString(folder.resolve("entries.export"), export(entries));
        Process importer = new ProcessBuilder(
                        PROGRAMS.resolve("systemd-journal-remote").toString(),
                        "-o",
                        journal.resolve("test.journal").toString(),
                        "-")
                .redirectInput(export.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("import.log").toFile())
                .start();
        if (importer.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("import.log")));
        }
        int port = FreePort.next();
        Process process = new ProcessBuilder(
                        "systemd-socket-activate",
                        "-l",
                        "127.0.0.1:" + port,
                        PROGRAMS.resolve("systemd-journal-gatewayd").toString(),
                        "-D",
                        journal.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("gatewayd.log").toFile())
                .start();
        Gatewayd gatewayd = new Gatewayd(process, port);
        gatewayd.awaitListening();
        return gatewayd;
    }

    /** The format that journals are carried in: a field a line, an empty line behind each entry. */
    private static String export(String entries) {
        StringBuilder text = new StringBuilder();
        entries.lines().map(line -> JsonMapper.shared().readTree(line)).forEach(entry -> {
            text.append("__MONOTONIC_TIMESTAMP=")
                    .append(text.length() + 1)
                    .append("\n_BOOT_ID=0123456789abcdef0123456789abcdef\n");
            entry.properties().stream()
                    .filter(field -> !field.getKey().equals("__CURSOR"))
                    .forEach(field -> text.append(field(field.getKey(), field.getValue())));
            text.append('\n');
        });
        return text.toString();
    }

    private static String field(String name, JsonNode value) {
        return name + "=" + value.asString() + "\n";
    }

    private void awaitListening() throws IOException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw e;
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
