package io.paz.etcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real etcd of one member on free loopback ports, which can be killed and started again. */
public final class EtcdServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private static final int TRIES = 5;
    private static final int LOG_LINES = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private int port = FreePort.next();
    private int peerPort = FreePort.next();
    private boolean portsAreKnown;
    private Process process;
    private Path log;

    /**
     * Starts etcd and returns when it takes writes; one that is killed sooner in its first start may never take any. Its
     * first start tries other ports when somebody else took these; a later one has to keep them, and tries again.
     */
    public EtcdServer start(Path data) {
        log = data.resolveSibling(data.getFileName() + ".log");
        for (int i = 1; !starts(data); i++) {
            if (i == TRIES) {
                throw new AssertionError("etcd ended " + TRIES + " times, at last with code " + process.exitValue()
                        + ":\n" + lastLines());
            }
            if (!portsAreKnown) {
                port = FreePort.next();
                peerPort = FreePort.next();
            }
        }
        portsAreKnown = true;
        return this;
    }

    /** Returns whether it takes writes; false if it ended. */
    private boolean starts(Path data) {
        launch(data);
        Await.until("etcd is well on " + port + ", see " + log, START, () -> !process.isAlive() || isWell());
        return process.isAlive();
    }

    private void launch(Path data) {
        String client = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + peerPort;
        List<String> command = List.of(
                "etcd",
                "--data-dir=" + data,
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                "--logger=zap",
                "--log-level=error");
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    public static EtcdServer unstarted() {
        return new EtcdServer();
    }

    /** Once they are told, they stay. */
    public List<URI> endpoints() {
        portsAreKnown = true;
        return List.of(URI.create("http://127.0.0.1:" + port));
    }

    /** Ends etcd as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private boolean isWell() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                    .timeout(ONE_SECOND)
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
