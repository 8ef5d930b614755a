package io.paz.cli.api;

import io.paz.cli.json.Json;
import io.paz.cli.json.JsonException;
import io.paz.cli.json.JsonReader;
import io.paz.cli.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls of one platform. Each ends: by a time, and by a size of the answer. Redirects are not followed: the token goes nowhere else. */
public final class Api {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

    private final Target target;
    private final HttpClient client;

    public Api(Target target) {
        this.target = target;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    public Target target() {
        return target;
    }

    public Json get(String path) {
        return call("GET", path, null);
    }

    /** The answer's {@code doc}. */
    public Json doc(String path) {
        return get(path).get("doc");
    }

    public Json post(String path, Json body) {
        return call("POST", path, body);
    }

    /** An answer of JSON; nothing where the platform answers without a body. */
    public Json call(String method, String path, @Nullable Json body) {
        String text = text(method, path, body, "application/json");
        return text.isBlank() ? Json.NOTHING : parsed(text);
    }

    /** An answer in another form than JSON. */
    public String text(String method, String path, @Nullable Json body, String accept) {
        HttpResponse<byte[]> answer = await(client.sendAsync(
                request(method, path, body, accept).timeout(ANSWER_TIMEOUT).build(),
                ignored -> new LimitedBody(MAX_ANSWER_BYTES)));
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), text);
        }
        return text;
    }

    /** Lines as the platform sends them, until it ends or somebody closes them. */
    public Lines lines(String method, String path, @Nullable Json body, String accept) {
        HttpResponse<InputStream> answer = await(client.sendAsync(
                request(method, path, body, accept).build(), HttpResponse.BodyHandlers.ofInputStream()));
        if (answer.statusCode() / 100 == 2) {
            return new Lines(answer.body());
        }
        try (InputStream text = answer.body()) {
            throw refused(answer.statusCode(), new String(text.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpRequest.Builder request(String method, String path, @Nullable Json body, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.url() + path))
                .header("Accept", accept)
                .header("User-Agent", "paz-cli");
        if (!target.token().isEmpty()) {
            request.header("Authorization", "Bearer " + target.token());
        }
        if (body == null) {
            return request.method(method, HttpRequest.BodyPublishers.noBody());
        }
        return request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JsonWriter.compact(body)));
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new CommandException(
                    ExitStatus.UNREACHABLE,
                    target.url() + " did not answer within " + ANSWER_TIMEOUT.toSeconds() + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitStatus.FAILED, "Interrupted.");
        }
    }

    private CommandException unreachable(Throwable cause) {
        String why = cause instanceof ConnectException
                ? "nothing answers there"
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new CommandException(ExitStatus.UNREACHABLE, target.url() + " cannot be reached: " + why);
    }

    private RefusedException refused(int status, String body) {
        String message = message(body);
        if (status == 401) {
            return new RefusedException(
                    status, target.url() + " does not accept the token; sign in again: paz login " + target.url());
        }
        return new RefusedException(status, message.isEmpty() ? target.url() + " answered " + status + "." : message);
    }

    private static String message(String body) {
        try {
            return JsonReader.read(body).text("message");
        } catch (JsonException e) {
            return "";
        }
    }

    private Json parsed(String text) {
        try {
            return JsonReader.read(text);
        } catch (JsonException e) {
            throw CommandException.failed(target.url() + " did not answer as Paz does (" + e.getMessage()
                    + "); is it the address of Paz's page?");
        }
    }

    /** A path of names that came from outside. */
    public static String path(String... segments) {
        StringBuilder path = new StringBuilder();
        List.of(segments).forEach(segment -> path.append('/').append(encoded(segment)));
        return path.toString();
    }

    /** A path segment, or the value of a parameter. */
    public static String encoded(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
