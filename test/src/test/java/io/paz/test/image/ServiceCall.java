package io.paz.test.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests to one service. */
record ServiceCall(HttpClient http, String address) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    record Answer(int status, String body) {}

    ServiceCall(String host, int port) {
        this(HttpClient.newHttpClient(), "http://" + host + ":" + port);
    }

    /**
     * @param token null for a request without one
     */
    Answer get(String path, @Nullable String token) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isHealthy() {
        try {
            return get("/health", null).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
