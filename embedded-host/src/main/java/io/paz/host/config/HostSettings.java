package io.paz.host.config;

import io.paz.host.journal.JournalLimits;
import io.paz.host.unit.Assignments;
import io.paz.host.unit.InvalidUnitException;
import io.paz.http.option.InvalidOptionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/** The options, checked and in the terms of the host. */
record HostSettings(
        Path data,
        Path units,
        Optional<String> machineId,
        String primaryIp,
        Map<String, String> metadata,
        Map<String, String> unitEnvironment,
        JournalLimits journal) {
    private static final long MEBIBYTE = 1024 * 1024;

    static HostSettings of(Environment options) {
        return new HostSettings(
                path(options, "data"),
                path(options, "units"),
                Optional.ofNullable(options.getProperty("paz.machine-id")),
                options.getRequiredProperty("paz.ip"),
                pairs(options.getRequiredProperty("paz.metadata")),
                environment(options),
                new JournalLimits(
                        number(options, "journal-unit-size") * MEBIBYTE,
                        number(options, "journal-size") * MEBIBYTE,
                        Duration.ofDays(number(options, "journal-age"))));
    }

    private static Path path(Environment options, String name) {
        return Path.of(options.getRequiredProperty("paz." + name))
                .toAbsolutePath()
                .normalize();
    }

    private static long number(Environment options, String name) {
        return options.getRequiredProperty("paz." + name, Long.class);
    }

    private static Map<String, String> pairs(String list) {
        return Arrays.stream(list.split(","))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, last) -> last));
    }

    private static Map<String, String> environment(Environment options) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", options.getRequiredProperty("paz.path"));
        try {
            environment.putAll(Assignments.parse(options.getRequiredProperty("paz.environment")));
        } catch (InvalidUnitException e) {
            throw new InvalidOptionException("--environment: " + e.getMessage());
        }
        return environment;
    }
}
