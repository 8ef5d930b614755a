package io.paz.etcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real etcd of three members, each of which can be killed and started again. */
public final class EtcdCluster implements AutoCloseable {

    private static final int MEMBERS = 3;
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Pattern STATUS =
            Pattern.compile(".*\"member_id\":\"(\\d+)\".*\"leader\":\"(\\d+)\".*", Pattern.DOTALL);

    private final Path folder;
    private final List<URI> clients = new ArrayList<>();
    private final List<URI> peers = new ArrayList<>();
    private final Map<Integer, Process> running = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    public EtcdCluster(Path folder) {
        this.folder = folder;
        for (int i = 0; i < MEMBERS; i++) {
            clients.add(URI.create("http://127.0.0.1:" + FreePort.next()));
            peers.add(URI.create("http://127.0.0.1:" + FreePort.next()));
        }
    }

    public List<URI> endpoints() {
        return clients;
    }

    public void start(int member) {
        String all = IntStream.range(0, MEMBERS)
                .mapToObj(i -> "m" + i + "=" + peers.get(i))
                .collect(Collectors.joining(","));
        List<String> command = List.of(
                "etcd",
                "--name=m" + member,
                "--data-dir=" + folder.resolve("m" + member),
                "--listen-client-urls=" + clients.get(member),
                "--advertise-client-urls=" + clients.get(member),
                "--listen-peer-urls=" + peers.get(member),
                "--initial-advertise-peer-urls=" + peers.get(member),
                "--initial-cluster=" + all,
                "--logger=zap",
                "--log-level=error");
        try {
            running.put(
                    member,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    folder.resolve("m" + member + ".log").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void startAll() {
        IntStream.range(0, MEMBERS).forEach(this::start);
    }

    /** As {@code kill -9} does. */
    public void kill(int member) {
        Process process = running.remove(member);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Empty while there is none. */
    public Optional<Integer> leader() {
        return running.keySet().stream().filter(this::leads).findFirst();
    }

    private boolean leads(int member) {
        try {
            HttpRequest request = HttpRequest.newBuilder(clients.get(member).resolve("/v3/maintenance/status"))
                    .timeout(ONE_SECOND)
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            Matcher status =
                    STATUS.matcher(http.send(request, BodyHandlers.ofString()).body());
            return status.matches() && status.group(1).equals(status.group(2));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it takes requests, and knows a leader. */
    public boolean isWell(int member) {
        try {
            HttpRequest request = HttpRequest.newBuilder(clients.get(member).resolve("/health"))
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

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::kill);
    }
}
