package io.paz.scheduler.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who pulls, from a file as {@code docker login} writes it: {@code {"auths": {"registry.example.org": {"auth": "..."}}}}, the value being
 * {@code user:password} in base64. It is read each time, so that a new login counts at once.
 */
final class Credentials {

    private static final String DOCKER_HUBS_KEY = "https://index.docker.io/v1/";

    private final Optional<Path> file;

    Credentials(Optional<Path> file) {
        this.file = file;
    }

    /**
     * Value of a header for basic authentication; empty where the file has none.
     *
     * @throws IOException when the file cannot be read; the message is for people
     */
    Optional<String> of(String registry) throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        JsonNode auths = read(file.get()).path("auths");
        List<String> keys = registry.equals(ImageName.DOCKER_HUB)
                ? List.of(DOCKER_HUBS_KEY, registry)
                : List.of(registry, "https://" + registry, "http://" + registry);
        return keys.stream()
                .map(key -> auths.path(key).path("auth").asString(""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> "Basic " + value);
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new IOException(file + ": not JSON (expected: a file as docker login writes it)", e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read (expected: a file as docker login writes it)", e);
        }
    }
}
