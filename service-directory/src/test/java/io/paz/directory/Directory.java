package io.paz.directory;

import io.paz.http.PazService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real directory on a free port and a store on disk, and requests to it over HTTP. */
public final class Directory implements AutoCloseable {

    /** Of all tests. */
    public static final Path KEYS = keys();

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Path keys() {
        try {
            Path file = Files.createTempFile("paz-test-", ".key");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "0a1b2c3d " + "5e".repeat(32) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Directory(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static Directory start(Path data, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("--insecure", "--port", "0", "--data", data.toString()), Stream.of(more))
                .toArray(String[]::new);
        return new Directory(ServiceDirectory.start(Map.of("PAZ_SECRETS_KEY_FILE", KEYS.toString()), arguments));
    }

    /** @param headers names and values by turns */
    public HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> delete(String path) throws Exception {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody());
    }

    public HttpResponse<String> post(String body) throws Exception {
        return send("POST", "/services", HttpRequest.BodyPublishers.ofString(body));
    }

    public HttpResponse<String> patch(String name, String body) throws Exception {
        return send("PATCH", "/services/" + name + "/config", HttpRequest.BodyPublishers.ofString(body));
    }

    public HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(PazService.port(context), path)))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    public static String message(HttpResponse<String> answer) {
        return json(answer).path("message").asString();
    }

    public static String code(HttpResponse<String> answer) {
        return json(answer).path("code").asString();
    }

    /** A Spring bean of the running service. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
