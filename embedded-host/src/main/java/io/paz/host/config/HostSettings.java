package io.paz.host.config;

import io.paz.announcer.AnnouncerSettings;
import io.paz.etcd.EtcdAccess;
import io.paz.host.journal.JournalLimits;
import io.paz.host.manager.process.UnitEnvironment;
import io.paz.host.unit.text.Assignments;
import io.paz.host.unit.text.InvalidUnitException;
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
        UnitEnvironment unitEnvironment,
        Optional<EtcdAccess> etcd,
        Path announcerSocket,
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
                etcd(options),
                path(options, "announcer-socket"),
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

    private static Optional<EtcdAccess> etcd(Environment options) {
        String endpoints = options.getRequiredProperty("paz.etcd-endpoints");
        try {
            return endpoints.isEmpty()
                    ? Optional.empty()
                    : Optional.of(EtcdAccess.parse(endpoints, options.getProperty("paz.etcd-certificates", "")));
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException("--etcd-endpoints: \"" + endpoints
                    + "\" (expected: URLs such as http://127.0.0.1:2379); " + e.getMessage());
        }
    }

    /** Id of the platform whose containers run here; empty where units have none. */
    String platform() {
        return unitEnvironment.hostFile().getOrDefault("PAZ_PLATFORM", "");
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

    /** Where the logins of whoever runs the platform are, for Docker and its credential helpers: units pull with them. */
    static Map<String, String> loginFolders(Map<String, String> own) {
        Map<String, String> folders = new LinkedHashMap<>();
        String home = own.getOrDefault("HOME", "");
        if (home.startsWith("/")) {
            folders.put("HOME", home);
            folders.put("DOCKER_CONFIG", home + "/.docker");
        }
        if (own.getOrDefault("DOCKER_CONFIG", "").startsWith("/")) {
            folders.put("DOCKER_CONFIG", own.get("DOCKER_CONFIG"));
        }
        return folders;
    }

    private static UnitEnvironment environment(Environment options) {
        Map<String, String> base = new LinkedHashMap<>();
        base.put("PATH", options.getRequiredProperty("paz.path"));
        base.putAll(loginFolders(System.getenv()));
        base.put(
                AnnouncerSettings.SOCKET_VARIABLE,
                path(options, "announcer-socket").toString());
        base.putAll(assignments(options, "environment"));
        return new UnitEnvironment(base, assignments(options, "unit-settings"));
    }

    private static Map<String, String> assignments(Environment options, String name) {
        try {
            return Assignments.parse(options.getRequiredProperty("paz." + name));
        } catch (InvalidUnitException e) {
            throw new InvalidOptionException("--" + name + ": " + e.getMessage());
        }
    }
}
