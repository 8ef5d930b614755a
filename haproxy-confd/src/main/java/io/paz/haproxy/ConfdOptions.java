package io.paz.haproxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * @param confDirectory a folder with conf.d and templates; the files that this program carries when empty
 * @param outputFolder where HAProxy's files are written
 * @param environment what templates see through {@code getenv}
 * @param binary name or path of the haproxy program, which checks each configuration
 * @param runFolder where HAProxy's sockets are, master.sock and admin.sock
 * @param window least time between a reload and what is published next
 */
public record ConfdOptions(
        Optional<Path> confDirectory,
        Path outputFolder,
        Map<String, String> environment,
        String binary,
        Path runFolder,
        Duration window) {

    public static final String CONF = "PAZ_HAPROXY_CONF";
    public static final String RUN = "PAZ_HAPROXY_RUN";
    public static final String BINARY = "PAZ_HAPROXY_BINARY";
    public static final String CONF_DIRECTORY = "PAZ_CONFD_DIRECTORY";

    private static final Duration USUAL_WINDOW = Duration.ofMillis(50);

    public ConfdOptions {
        environment = Map.copyOf(environment);
    }

    /** Options from variables of the environment, with the defaults that {@link ConfdMain} lists. */
    public static ConfdOptions from(Map<String, String> environment) {
        return new ConfdOptions(
                Optional.ofNullable(environment.get(CONF_DIRECTORY)).map(Path::of),
                Path.of(environment.getOrDefault(CONF, "/etc/haproxy")),
                environment,
                environment.getOrDefault(BINARY, "haproxy"),
                Path.of(environment.getOrDefault(RUN, "/run/haproxy")),
                USUAL_WINDOW);
    }
}
