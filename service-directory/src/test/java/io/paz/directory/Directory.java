package io.paz.directory;

import io.paz.http.PazService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real directory on a free port and a store on disk, and requests to it over HTTP. */
public final class Directory implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Directory(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static Directory start(Path data, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("--insecure", "--port", "0", "--data", data.toString()), Stream.of(more))
                .toArray(String[]::new);
        return new Directory(ServiceDirectory.start(Map.of(), arguments));
    }

    public HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
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

    public HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(PazService.port(context), path)))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
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
