package io.paz.http;

import io.paz.http.option.CommonOptions;
import io.paz.http.option.ServiceOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The test application on a free port, and requests to it over real HTTP. */
final class TestService implements AutoCloseable {

    static final String TOKEN = "a-token-for-tests";

    private static final ServiceOptions OPTIONS =
            new ServiceOptions("test-service", "a service for tests", CommonOptions.of("PAZ_TEST", 0));

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static TestService start(String... arguments) {
        return new TestService(PazService.start(TestApplication.class, OPTIONS, arguments, Map.of()));
    }

    static TestService startWithToken(Path folder, String... arguments) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        String[] all = Stream.concat(Stream.of("--token-file", token.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return start(all);
    }

    int port() {
        return PazService.port(context);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A request with the token; headers as name, value, name, value. */
    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return send(request(method, path, body).header("Authorization", "Bearer " + TOKEN), headers);
    }

    HttpResponse<String> sendWithoutToken(String method, String path, String body, String... headers) throws Exception {
        return send(request(method, path, body), headers);
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port(), path)))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
