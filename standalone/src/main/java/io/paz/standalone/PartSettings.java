package io.paz.standalone;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The variables of the parts, from the few that {@code ./paz} knows: ports, {@code PAZ_HOME}, {@code PAZ_VOLUME_PATHS}, {@code PAZ_INSECURE}. What is
 * set already stays as it is.
 */
record PartSettings(Map<String, String> given) {

    private static final List<String> SYSTEM_PATH =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** {@code ./paz backup} copies what is there to a place of its own, and keeps the older ones there. */
    private static final String KEEP_BACKUPS = "1";

    private static final List<String> PORTS = List.of(
            "PAZ_HTTP_PORT",
            "PAZ_PUBLIC_PORT",
            "PAZ_STATS_PORT",
            "PAZ_ORCHESTRATOR_PORT",
            "PAZ_SERVICE_DIRECTORY_PORT",
            "PAZ_SCHEDULER_PORT",
            "PAZ_HOST_PORT",
            "PAZ_ETCD_PORT",
            "PAZ_ETCD_PEER_PORT");

    private static final List<String> OIDC = List.of(
            "PAZ_OIDC_ISSUER",
            "PAZ_OIDC_CLIENT_ID",
            "PAZ_OIDC_CLIENT_SECRET_FILE",
            "PAZ_OIDC_REDIRECT_URL",
            "PAZ_OIDC_SCOPES",
            "PAZ_OIDC_ACCOUNT_CLAIM",
            "PAZ_OIDC_ROLE_CLAIM",
            "PAZ_OIDC_ROLES");

    /**
     * @throws IllegalArgumentException when {@code PAZ_HOME} or a port is not set
     */
    Map<String, String> all() {
        Path home = Path.of(required("PAZ_HOME"));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PAZ_ETCD_ENDPOINT", etcd());
        settings.put("PAZ_ETCD_CERTIFICATES", home.resolve("certificates").toString());
        settings.put("PAZ_SECRETS_KEY_FILE", home.resolve("secrets.key").toString());
        settings.putAll(directory(home));
        settings.putAll(host(home));
        settings.putAll(scheduler(home));
        settings.putAll(orchestrator(home));
        settings.putAll(haproxy(home));
        settings.putAll(audit(home));
        settings.putAll(given);
        return settings;
    }

    /** One log for all who are called by people and programs; see decision 0152. */
    private static Map<String, String> audit(Path home) {
        String folder = home.resolve("data/audit").toString();
        return Map.of(
                "PAZ_SERVICE_DIRECTORY_AUDIT", folder, "PAZ_SCHEDULER_AUDIT", folder, "PAZ_ORCHESTRATOR_AUDIT", folder);
    }

    /** The host's own: it knows the token of its own door only, not the administrator's. */
    static Map<String, String> ofHost(Map<String, String> all) {
        Map<String, String> settings = new LinkedHashMap<>(all);
        settings.put("PAZ_TOKEN_FILE", all.getOrDefault("PAZ_HOST_TOKEN_FILE", ""));
        return settings;
    }

    private static String hostToken(Path home) {
        return home.resolve("fleet-token").toString();
    }

    private Map<String, String> directory(Path home) {
        String reserved = Stream.concat(PORTS.stream().map(this::required), tlsPort().stream())
                .collect(Collectors.joining(","));
        return Map.of(
                "PAZ_SERVICE_DIRECTORY_DATA",
                home.resolve("data/directory").toString(),
                "PAZ_SERVICE_DIRECTORY_RESERVED_PORTS",
                reserved,
                "PAZ_SERVICE_DIRECTORY_VOLUME_PATHS",
                given.getOrDefault("PAZ_VOLUME_PATHS", ""),
                "PAZ_SERVICE_DIRECTORY_TCP_PORTS",
                given.getOrDefault("PAZ_TCP_PORTS", ""),
                "PAZ_SERVICE_DIRECTORY_BACKUPS",
                home.resolve("backups/directory").toString(),
                "PAZ_SERVICE_DIRECTORY_KEEP_BACKUPS",
                KEEP_BACKUPS);
    }

    private Map<String, String> host(Path home) {
        return Map.of(
                "PAZ_HOST_DATA", home.resolve("data/host").toString(),
                "PAZ_HOST_BACKUPS", home.resolve("backups/host").toString(),
                "PAZ_HOST_KEEP_BACKUPS", KEEP_BACKUPS,
                "PAZ_HOST_UNITS", home.resolve("host/units").toString(),
                "PAZ_HOST_UNIT_SETTINGS", unitSettings(home),
                "PAZ_HOST_TOKEN_FILE", hostToken(home),
                "PAZ_HOST_ETCD_ENDPOINTS", etcd(),
                "PAZ_HOST_ETCD_CERTIFICATES", certificates(home, "announcer"),
                "PAZ_HOST_ANNOUNCER_SOCKET", home.resolve("host/announcer.sock").toString(),
                "PAZ_HOST_PATH", unitPath());
    }

    /** The system's folders, then those of whoever runs the platform: Docker looks there for its credential helpers. */
    private String unitPath() {
        Stream<String> own = Stream.of(given.getOrDefault("PATH", "").split(":"));
        return Stream.concat(SYSTEM_PATH.stream(), own.filter(folder -> folder.startsWith("/")))
                .distinct()
                .collect(Collectors.joining(":"));
    }

    /** etcdctl of the units' scripts is the announcer's user. Today's settings win over those of the day on which a unit was made: ports and addresses change, and backups move. */
    private String unitSettings(Path home) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PAZ_ETCD_ENDPOINTS", etcd());
        String certificates = certificates(home, "announcer");
        settings.put("ETCDCTL_CACERT", certificates + "/ca.crt");
        settings.put("ETCDCTL_CERT", certificates + "/tls.crt");
        settings.put("ETCDCTL_KEY", certificates + "/tls.key");
        Stream.of("PAZ_HOST_IP", "PAZ_PLATFORM", "PAZ_NETWORK", "PAZ_HTTP_PORT")
                .filter(given::containsKey)
                .forEach(variable -> settings.put(variable, given.get(variable)));
        // A setting ends at a blank. Without the folders, units take each link in the path of a volume for a planted
        // one.
        String volumePaths = given.getOrDefault("PAZ_VOLUME_PATHS", "");
        if (!volumePaths.isEmpty() && !volumePaths.contains(" ")) {
            settings.put("PAZ_VOLUME_PATHS", volumePaths);
        }
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }

    private Map<String, String> scheduler(Path home) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PAZ_SCHEDULER_ENGINE_TOKEN_FILE", hostToken(home));
        settings.put("PAZ_SCHEDULER_ETCD_CERTIFICATES", certificates(home, "scheduler"));
        settings.put("PAZ_SCHEDULER_BALANCER_PASSWORD_FILE", statisticsPassword(home));
        settings.putAll(Map.of(
                "PAZ_SCHEDULER_DATA", home.resolve("data/scheduler").toString(),
                "PAZ_SCHEDULER_BACKUPS", home.resolve("backups/scheduler").toString(),
                "PAZ_SCHEDULER_KEEP_BACKUPS", KEEP_BACKUPS,
                "PAZ_SCHEDULER_SVCDIR_URL", loopback("PAZ_SERVICE_DIRECTORY_PORT"),
                "PAZ_SCHEDULER_FLEET_URL", loopback("PAZ_HOST_PORT"),
                "PAZ_SCHEDULER_JOURNAL_URL", loopback("PAZ_HOST_PORT"),
                "PAZ_SCHEDULER_BALANCER_URLS", loopback("PAZ_STATS_PORT"),
                "PAZ_SCHEDULER_ETCD_ENDPOINT", etcd(),
                "PAZ_SCHEDULER_UNIT_ETCD_ENDPOINTS", etcd(),
                // The embedded host asks for the token; the real fleet, the default, must not be given it.
                "PAZ_SCHEDULER_ENGINE_TOKEN", "true"));
        return settings;
    }

    private Map<String, String> orchestrator(Path home) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "PAZ_ORCHESTRATOR_DATA", home.resolve("data/orchestrator").toString(),
                "PAZ_ORCHESTRATOR_BACKUPS", home.resolve("backups/orchestrator").toString(),
                "PAZ_ORCHESTRATOR_KEEP_BACKUPS", KEEP_BACKUPS));
        settings.putAll(Map.of(
                "PAZ_ORCHESTRATOR_SVCDIR_URL", loopback("PAZ_SERVICE_DIRECTORY_PORT"),
                "PAZ_ORCHESTRATOR_SCHEDULER_URL", loopback("PAZ_SCHEDULER_PORT"),
                "PAZ_ORCHESTRATOR_FLEET_URL", loopback("PAZ_HOST_PORT"),
                "PAZ_ORCHESTRATOR_BALANCER_URLS", loopback("PAZ_STATS_PORT"),
                "PAZ_ORCHESTRATOR_BALANCER_PASSWORD_FILE", statisticsPassword(home),
                "PAZ_ORCHESTRATOR_JOURNAL_URL", loopback("PAZ_HOST_PORT"),
                "PAZ_ORCHESTRATOR_CADVISOR_URL", loopback("PAZ_HOST_PORT"),
                "PAZ_ORCHESTRATOR_ETCD_ENDPOINT", etcd(),
                "PAZ_ORCHESTRATOR_ETCD_CERTIFICATES", certificates(home, "orchestrator"),
                "PAZ_ORCHESTRATOR_ENGINE_TOKEN", "true"));
        settings.put("PAZ_ORCHESTRATOR_ENGINE_TOKEN_FILE", hostToken(home));
        settings.put("PAZ_ORCHESTRATOR_REQUEST_LOG", requestLog(home));
        settings.put("PAZ_ORCHESTRATOR_REQUEST_LOG_USER", given.getOrDefault("PAZ_HAPROXY_USER", ""));
        settings.put(
                "PAZ_ORCHESTRATOR_REQUEST_LOG_DATA",
                home.resolve("data/requests").toString());
        // The embedded confd decrypts them, and a backup of etcd does not show them.
        settings.put("PAZ_ORCHESTRATOR_ENCRYPT_CERTIFICATE_KEYS", "true");
        settings.put("PAZ_ORCHESTRATOR_DOMAIN", given.getOrDefault("PAZ_DOMAIN", ""));
        settings.put("PAZ_ORCHESTRATOR_ACME_BALANCER_URL", loopback("PAZ_PUBLIC_PORT"));
        Stream.of("EMAIL", "DIRECTORY", "ACCEPT_TERMS", "ROOT_FILE")
                .filter(setting ->
                        !given.getOrDefault("PAZ_ACME_" + setting, "").isEmpty())
                .forEach(setting -> settings.put("PAZ_ORCHESTRATOR_ACME_" + setting, given.get("PAZ_ACME_" + setting)));
        settings.putAll(dns());
        OIDC.stream()
                .filter(setting -> !given.getOrDefault(setting, "").isEmpty())
                .forEach(setting -> settings.put(setting.replaceFirst("PAZ", "PAZ_ORCHESTRATOR"), given.get(setting)));
        return settings;
    }

    /** Who keeps the zones that an authority is answered in. */
    private Map<String, String> dns() {
        return Stream.of(
                        "ACME_CHALLENGE",
                        "ACME_DNS_ZONES",
                        "DNS_SERVER",
                        "DNS_KEY_FILE",
                        "DNS_ACCOUNT",
                        "DNS_TOKEN_FILE")
                .filter(setting -> !given.getOrDefault("PAZ_" + setting, "").isEmpty())
                .collect(Collectors.toMap(
                        setting -> "PAZ_ORCHESTRATOR_" + setting, setting -> given.getOrDefault("PAZ_" + setting, "")));
    }

    /** Where HAProxy's workers find it; those with a user of their own see one folder only. */
    private String requestLog(Path home) {
        Path folder = home.resolve("haproxy");
        return (given.getOrDefault("PAZ_HAPROXY_USER", "").isEmpty() ? folder : folder.resolve("jail"))
                .resolve("log.sock")
                .toString();
    }

    private Map<String, String> haproxy(Path home) {
        String folder = home.resolve("haproxy").toString();
        Map<String, String> settings = new LinkedHashMap<>(bridge());
        settings.put("PAZ_HAPROXY_REQUEST_LOG", "yes");
        settings.put("PAZ_HAPROXY_TCP_PORTS", given.getOrDefault("PAZ_TCP_PORTS", ""));
        settings.put("PAZ_HAPROXY_DOMAIN", given.getOrDefault("PAZ_DOMAIN", ""));
        settings.putAll(Map.of(
                "PAZ_HAPROXY_INTERNAL_BIND",
                "127.0.0.1:" + required("PAZ_HTTP_PORT"),
                "PAZ_HAPROXY_PUBLIC_BIND",
                (insecure() ? "127.0.0.1:" : "*:") + required("PAZ_PUBLIC_PORT"),
                "PAZ_HAPROXY_STATS_BIND",
                "127.0.0.1:" + required("PAZ_STATS_PORT"),
                "PAZ_HAPROXY_STATS_PASSWORD_FILE",
                statisticsPassword(home),
                "PAZ_HAPROXY_TRUSTED_PROXIES",
                given.getOrDefault("PAZ_TRUSTED_PROXIES", ""),
                "PAZ_HAPROXY_PROXY_PROTOCOL",
                given.getOrDefault("PAZ_PROXY_PROTOCOL", ""),
                "PAZ_HAPROXY_CONF",
                folder,
                "PAZ_HAPROXY_RUN",
                folder));
        tlsPort().ifPresent(port -> settings.put("PAZ_HAPROXY_TLS_BIND", (insecure() ? "127.0.0.1:" : "*:") + port));
        return settings;
    }

    private Optional<String> tlsPort() {
        return Optional.of(given.getOrDefault("PAZ_TLS_PORT", "")).filter(port -> !port.isEmpty());
    }

    /** Address where containers reach other services: Docker's bridge, for traffic from the networks of containers only. */
    private Map<String, String> bridge() {
        String address = given.getOrDefault("PAZ_HOST_IP", "");
        String network = given.getOrDefault("PAZ_BRIDGE_NETWORK", "");
        if (address.isEmpty() || network.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "PAZ_HAPROXY_BRIDGE_BIND",
                address + ":" + required("PAZ_HTTP_PORT"),
                "PAZ_HAPROXY_BRIDGE_NETWORK",
                network);
    }

    private String statisticsPassword(Path home) {
        return insecure() ? "" : home.resolve("haproxy/statistics-password").toString();
    }

    private boolean insecure() {
        return Boolean.parseBoolean(given.get("PAZ_INSECURE"));
    }

    private String etcd() {
        return "https://127.0.0.1:" + required("PAZ_ETCD_PORT");
    }

    private static String certificates(Path home, String user) {
        return home.resolve("certificates").resolve(user).toString();
    }

    private String loopback(String portVariable) {
        return "http://127.0.0.1:" + required(portVariable);
    }

    private String required(String variable) {
        String value = given.get(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    variable + " is not set (expected: the launcher ./paz, which starts this, sets it)");
        }
        return value;
    }
}
