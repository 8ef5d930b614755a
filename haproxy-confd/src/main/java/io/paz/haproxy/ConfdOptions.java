package io.paz.haproxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * @param confDirectory a folder with conf.d and templates; the files that this program carries when empty
 * @param outputFolder where HAProxy's files are written
 * @param environment what templates see through {@code getenv}
 * @param binary name or path of the haproxy program, which checks each configuration
 * @param runFolder where HAProxy's sockets are, master.sock and admin.sock
 * @param maxOldWorkers HAProxy's processes of earlier configurations that may live on with their connections
 * @param window least time between a reload and what is published next
 */
public record ConfdOptions(
        Optional<Path> confDirectory,
        Path outputFolder,
        Map<String, String> environment,
        String binary,
        Path runFolder,
        int maxOldWorkers,
        Duration window) {

    public static final String CONF = "PAZ_HAPROXY_CONF";
    public static final String RUN = "PAZ_HAPROXY_RUN";
    /** User of HAProxy's workers, which are confined to {@code jail} in the run folder where it is given. */
    public static final String USER = "PAZ_HAPROXY_USER";

    public static final String BINARY = "PAZ_HAPROXY_BINARY";
    public static final String CONF_DIRECTORY = "PAZ_CONFD_DIRECTORY";

    public static final String MAX_OLD_WORKERS = "PAZ_HAPROXY_MAX_OLD_WORKERS";

    private static final int DEFAULT_MAX_OLD_WORKERS = 16;
    private static final Duration DEFAULT_WINDOW = Duration.ofMillis(50);

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
                maxOldWorkers(environment.get(MAX_OLD_WORKERS)),
                DEFAULT_WINDOW);
    }

    /** The folder that HAProxy's workers are confined to, if they are. */
    Optional<Path> jail() {
        return environment.getOrDefault(USER, "").isEmpty() ? Optional.empty() : Optional.of(runFolder.resolve("jail"));
    }

    private static int maxOldWorkers(@Nullable String given) {
        if (given == null) {
            return DEFAULT_MAX_OLD_WORKERS;
        }
        if (!given.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException(
                    MAX_OLD_WORKERS + ": \"" + given + "\" (expected: a number of processes, 0 to 9999)");
        }
        return Integer.parseInt(given);
    }
}
