package io.paz.host.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Settings of the docker client that change what a command line does. */
public final class ClientSettings {
    private static final Logger log = LoggerFactory.getLogger(ClientSettings.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** Settings that only concern logins, looks and plugins. */
    private static final Set<String> HARMLESS = Set.of("DOCKER_CONFIG", "DOCKER_CLI_HINTS", "DOCKER_BUILDKIT");

    private ClientSettings() {}

    /** Whether a client with that environment uses the engine at its default socket, and adds nothing to what it is told. */
    public static boolean areDefault(Map<String, String> environment) {
        return environment.keySet().stream().allMatch(ClientSettings::isHarmless) && isFilePlain(environment);
    }

    private static boolean isHarmless(String variable) {
        return !variable.startsWith("DOCKER_") || HARMLESS.contains(variable);
    }

    private static boolean isFilePlain(Map<String, String> environment) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", environment.getOrDefault("HOME", "") + "/.docker");
        Path file = Path.of(folder, "config.json");
        try {
            JsonNode settings = MAPPER.readTree(Files.readAllBytes(file));
            return !settings.has("proxies")
                    && !settings.has("HttpHeaders")
                    && settings.path("currentContext").asString("default").equals("default");
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException | JacksonException e) {
            log.debug("{} cannot be read; containers run as processes", file, e);
            return false;
        }
    }
}
