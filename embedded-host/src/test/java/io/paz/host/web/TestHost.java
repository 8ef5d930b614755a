package io.paz.host.web;

import io.paz.host.config.HostApplication;
import io.paz.host.config.HostOptions;
import io.paz.http.PazService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole host over real HTTP, in a folder of its own. */
final class TestHost implements AutoCloseable {
    static final String MACHINE = "00000000000000000000000000000001";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Runnable end;
    private final URI uri;

    private TestHost(int port, Runnable end) {
        this.end = end;
        this.uri = URI.create("http://127.0.0.1:" + port);
    }

    /** A host that runs in another process. */
    static TestHost at(int port) {
        return new TestHost(port, () -> {});
    }

    static List<String> arguments(Path folder) {
        return List.of(
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString(),
                "--units",
                folder.resolve("units").toString(),
                "--machine-id",
                MACHINE,
                "--ip",
                "172.30.0.11");
    }

    static TestHost start(Path folder, String... arguments) {
        List<String> all = new ArrayList<>(arguments(folder));
        all.addAll(List.of(arguments));
        ConfigurableApplicationContext context =
                PazService.start(HostApplication.class, HostOptions.ALL, all.toArray(String[]::new), Map.of());
        return new TestHost(PazService.port(context), context::close);
    }

    /** Where a host that runs in another process listens, by its log; 0 as long as it does not. */
    static int portIn(Path log) {
        String begin = "listens on 127.0.0.1:";
        String text = read(log);
        int at = text.indexOf(begin);
        return at < 0 || text.indexOf('\n', at) < 0
                ? 0
                : Integer.parseInt(text.substring(at + begin.length(), text.indexOf('\n', at))
                        .strip());
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    URI uri() {
        return uri;
    }

    HttpResponse<String> send(String method, String path, @Nullable String contentType, @Nullable String body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    JsonNode get(String path) throws IOException {
        return MAPPER.readTree(send("GET", path, null, null).body());
    }

    HttpResponse<String> put(String name, String json) throws IOException {
        return send("PUT", "/fleet/v1/units/" + name, "application/json", json);
    }

    static void await(BooleanSupplier condition, Supplier<String> what) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + TIMEOUT.toSeconds() + " s for " + what.get());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Destroys all units and waits until none is left. */
    void destroyAll() throws IOException {
        JsonNode units = get("/fleet/v1/units").path("units");
        while (!units.isEmpty()) {
            for (JsonNode unit : units) {
                send("DELETE", "/fleet/v1/units/" + unit.get("name").asString(), null, null);
            }
            units = get("/fleet/v1/units").path("units");
        }
        await(this::holdsNothing, () -> "all units to be gone");
    }

    /** Destroys all units of a host and ends it; a host that never started is not what a test should fail by. */
    static void end(@Nullable TestHost host) throws IOException {
        if (host == null) {
            return;
        }
        try (host) {
            host.destroyAll();
        }
    }

    private boolean holdsNothing() {
        try {
            return get("/fleet/v1/state").path("states").isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
