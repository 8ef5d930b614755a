package io.paz.test.monitoring;

import io.paz.host.config.HostApplication;
import io.paz.host.config.HostOptions;
import io.paz.http.PazService;
import io.paz.orchestrator.Orchestrator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An embedded host and an orchestrator beside it; directory and scheduler are down. */
final class Machine implements AutoCloseable {

    static final String ID = "00000000000000000000000000000001";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String UNREACHABLE = "http://127.0.0.1:9";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext host;
    private final ConfigurableApplicationContext orchestrator;

    Machine(Path folder) {
        host = PazService.start(
                HostApplication.class,
                HostOptions.ALL,
                new String[] {
                    "--port=0",
                    "--insecure",
                    "--machine-id=" + ID,
                    "--data=" + folder.resolve("data"),
                    "--units=" + folder.resolve("units")
                },
                Map.of());
        orchestrator = Orchestrator.start(
                Map.of(),
                "--port=0",
                "--insecure",
                "--fleet-url=" + hostUri(),
                "--journal-url=" + hostUri(),
                "--cadvisor-url=" + hostUri(),
                "--svcdir-url=" + UNREACHABLE,
                "--scheduler-url=" + UNREACHABLE,
                "--etcd-endpoint=" + UNREACHABLE);
    }

    URI hostUri() {
        return URI.create("http://127.0.0.1:" + PazService.port(host));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + PazService.port(orchestrator) + path);
    }

    /** Ends the host, so that nothing answers at its address. */
    void loseHost() {
        host.close();
    }

    void launch(String unit, String script) {
        String body = "{\"desiredState\":\"launched\",\"options\":[{\"section\":\"Service\",\"name\":\"ExecStart\","
                + "\"value\":\"/bin/sh -c '" + script + "'\"}]}";
        HttpResponse<String> answer =
                send("PUT", hostUri().resolve("/fleet/v1/units/" + unit + ".service"), "application/json", body);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
    }

    void destroy(String unit) {
        send("DELETE", hostUri().resolve("/fleet/v1/units/" + unit + ".service"), "*/*", null);
        await(
                () -> get(hostUri().resolve("/fleet/v1/state?unitName=" + unit + ".service"), "*/*")
                        .body()
                        .equals("{}"),
                unit + " to be gone");
    }

    HttpResponse<String> get(URI uri, String accept) {
        return send("GET", uri, accept, null);
    }

    JsonNode get(String path) {
        return JsonMapper.shared().readTree(get(uri(path), "application/json").body());
    }

    private HttpResponse<String> send(String method, URI uri, String type, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", type);
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + TIMEOUT.toSeconds() + " s for " + what);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Override
    public void close() {
        orchestrator.close();
        host.close();
    }
}
