package io.paz.scheduler.registry;

import io.paz.scheduler.image.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who pulls, from Docker's own configuration as {@code docker login} writes it: {@code auths}, {@code credHelpers} and {@code credsStore}.
 * It is read each time, so that a new login counts at once.
 */
final class Credentials {

    private static final String DOCKER_HUBS_KEY = "https://index.docker.io/v1/";
    private static final String EXPECTED = " (expected: a file as docker login writes it)";

    private final Optional<Path> file;
    private final String helperFolders;

    /** @param helperFolders where helpers are looked for, with colons between */
    Credentials(Optional<Path> file, String helperFolders) {
        this.file = file;
        this.helperFolders = helperFolders;
    }

    /**
     * What is known of a login.
     *
     * @param place where one belongs, for people
     * @param problem why none could be read, for people; empty where it could
     */
    record Known(Optional<Login> login, String place, String problem) {}

    /** As {@code docker pull}, goes on without a login that cannot be read: many images want none. */
    Known find(String registry) {
        try {
            return new Known(of(registry), place(), "");
        } catch (IOException e) {
            return new Known(Optional.empty(), place(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Empty where there is none for the registry.
     *
     * @throws IOException when the file cannot be read, or a helper fails; the message is for people
     */
    public Optional<Login> of(String registry) throws IOException {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        JsonNode config = read(file.get());
        List<String> keys = registry.equals(ImageName.DOCKER_HUB)
                ? List.of(DOCKER_HUBS_KEY, registry)
                : List.of(registry, "https://" + registry, "http://" + registry);
        String helper = helper(config, keys);
        Optional<Login> kept =
                helper.isEmpty() ? Optional.empty() : new CredentialHelper(helper, helperFolders).login(keys.get(0));
        return kept.isPresent() ? kept : written(config.path("auths"), keys);
    }

    private String place() {
        return file.map(Path::toString).orElse("no file");
    }

    private static String helper(JsonNode config, List<String> keys) {
        return keys.stream()
                .map(key -> config.path("credHelpers").path(key).asString(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseGet(() -> config.path("credsStore").asString(""));
    }

    private static Optional<Login> written(JsonNode auths, List<String> keys) {
        return keys.stream()
                .map(auths::path)
                .flatMap(entry -> written(entry).stream())
                .findFirst();
    }

    private static Optional<Login> written(JsonNode entry) {
        String identityToken = entry.path("identitytoken").asString("");
        String auth = entry.path("auth").asString("");
        if (!identityToken.isEmpty()) {
            return Optional.of(new Login("", identityToken));
        }
        return auth.isEmpty() ? Optional.empty() : Optional.of(Login.encoded(auth));
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new IOException(file + ": not JSON" + EXPECTED, e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read" + EXPECTED, e);
        }
    }
}
