package io.paz.testing;

import io.paz.etcd.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real ACME authority, pebble, and a name server beside it that answers every name with this machine. It looks for challenges at
 * {@link #httpPort()}. What it knows ends with its process.
 */
public final class PebbleServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    private final Path folder;
    private final int httpPort;
    private final int port = FreePort.next();
    private final int dnsPort = FreePort.next();
    private int nameServerPort = dnsPort;
    private final int dnsControlPort = FreePort.next();
    private final Map<String, String> environment =
            new HashMap<>(Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_AUTHZREUSE", "0", "PEBBLE_WFE_NONCEREJECT", "0"));
    private final List<Process> processes = new ArrayList<>();

    /** @param folder gets the authority's files, its key among them */
    public PebbleServer(Path folder, int httpPort) {
        this.folder = folder;
        this.httpPort = httpPort;
    }

    public PebbleServer start() {
        return start(Map.of());
    }

    /** @param settings pebble's environment variables, such as {@code PEBBLE_WFE_NONCEREJECT} */
    public PebbleServer start(Map<String, String> settings) {
        environment.putAll(settings);
        try {
            writeFiles();
            launch(List.of(
                    "pebble-challtestsrv",
                    "-defaultIPv4=127.0.0.1",
                    "-defaultIPv6=",
                    "-dns01=127.0.0.1:" + dnsPort,
                    "-http01=",
                    "-https01=",
                    "-tlsalpn01=",
                    "-management=127.0.0.1:" + dnsControlPort));
            launch(List.of(
                    "pebble",
                    "-config",
                    folder.resolve("pebble.json").toString(),
                    "-dnsserver",
                    "127.0.0.1:" + nameServerPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("pebble listens, see " + log(), START_TIMEOUT, () -> listens(port) && listens(dnsControlPort));
        return this;
    }

    /** Has it ask another name server of this machine, before it starts. */
    public PebbleServer askingNameServer(int port) {
        nameServerPort = port;
        return this;
    }

    private void writeFiles() throws IOException {
        if (Files.exists(root())) {
            return;
        }
        Command.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                folder.resolve("pebble.key").toString(),
                "-out",
                root().toString());
        Files.writeString(
                folder.resolve("pebble.json"), """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "", "certificate": "%s", "privateKey": "%s",
                 "httpPort": %d, "tlsPort": 1, "certificateValidityPeriod": 7776000}}
                """.formatted(port, root(), folder.resolve("pebble.key"), httpPort));
    }

    private void launch(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        processes.add(builder.start());
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Path log() {
        return folder.resolve("pebble.log");
    }

    public URI directory() {
        return URI.create("https://localhost:" + port + "/dir");
    }

    /** The certificate that its server has, as PEM. */
    public Path root() {
        return folder.resolve("pebble.pem");
    }

    public int httpPort() {
        return httpPort;
    }

    public int dnsPort() {
        return dnsPort;
    }

    /** The name server's answer for this name is an address where nothing listens. */
    public void pointElsewhere(String domain) {
        control("add-a", "{\"host\": \"%s.\", \"addresses\": [\"127.0.0.99\"]}".formatted(domain));
    }

    public void pointHere(String domain) {
        control("clear-a", "{\"host\": \"%s.\"}".formatted(domain));
    }

    /** Sets a TXT record. */
    public void setText(String name, String value) {
        control("set-txt", "{\"host\": \"%s.\", \"value\": \"%s\"}".formatted(name, value));
    }

    private void control(String command, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/%s".formatted(dnsControlPort, command)))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            int status = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException(command + " was answered with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it; {@link #start()} brings it back at the same address, without what it knew. */
    public void stop() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        processes.clear();
    }

    @Override
    public void close() {
        stop();
    }
}
