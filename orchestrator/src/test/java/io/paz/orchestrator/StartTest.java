package io.paz.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.PazService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** It starts, and is ready, while nothing that it needs is there. */
final class StartTest {

    @Test
    void alone_it_is_ready_and_closed(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        try (ConfigurableApplicationContext service = Orchestrator.start(
                Map.of(), "--port=0", "--token-file=" + token, "--etcd-endpoint=http://127.0.0.1:9")) {
            assertThat(status(service, "/health", "")).isEqualTo(200);
            assertThat(status(service, "/metrics", "")).isEqualTo(401);
            assertThat(status(service, "/metrics", "Bearer secret")).isEqualTo(200);
            assertThat(status(service, "/openapi.yaml", "Bearer secret")).isEqualTo(200);
        }
    }

    private static int status(ConfigurableApplicationContext service, String path, String authorization)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PazService.port(service) + path))
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
