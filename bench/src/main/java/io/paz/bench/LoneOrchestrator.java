package io.paz.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** An orchestrator of its own, whose fleet is not a real one, and which has no other part. */
final class LoneOrchestrator implements AutoCloseable {

    private static final long START_NANOS = 60_000_000_000L;
    private static final Pattern USED = Pattern.compile("(?:generation|space).* used (\\d+)K");
    private static final double KIB_PER_MIB = 1024.0;
    /** Hosts' addresses are made up, and might belong to somebody. */
    private static final String UNREACHABLE = "http://127.0.0.1:9";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final Process process;

    /** @param jar the orchestrator's own, which runs alone */
    LoneOrchestrator(Path jar, FakeFleet fleet) throws IOException, InterruptedException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-jar",
                        jar.toString(),
                        "--port=" + port,
                        "--insecure",
                        "--fleet-url=" + fleet.url(),
                        "--balancer-urls=" + UNREACHABLE,
                        "--cadvisor-url=" + UNREACHABLE,
                        "--svcdir-url=" + UNREACHABLE,
                        "--scheduler-url=" + UNREACHABLE,
                        "--etcd-endpoint=" + UNREACHABLE))
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        awaitStart();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws InterruptedException {
        long end = System.nanoTime() + START_NANOS;
        while (!answers()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("the orchestrator did not start");
            }
            Thread.onSpinWait();
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return get("/cluster/hosts").startsWith("[{");
        } catch (IOException notYet) {
            return false;
        }
    }

    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    WebSocket listen(WebSocket.Listener listener) {
        return http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/socket"), listener)
                .join();
    }

    /** Heap in use after a collection, MiB. */
    double heap() throws IOException, InterruptedException {
        Commands.run("jcmd", String.valueOf(process.pid()), "GC.run");
        String info = Commands.run("jcmd", String.valueOf(process.pid()), "GC.heap_info");
        return USED.matcher(info.split("Metaspace")[0])
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum()
                / KIB_PER_MIB;
    }

    static String mebibytes(double size) {
        return String.format(Locale.ROOT, "%.1f MiB", size);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
