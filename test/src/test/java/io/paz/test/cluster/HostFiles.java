package io.paz.test.cluster;

import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What {@code scripts/install-hosts.sh} writes on the hosts of one cluster. */
final class HostFiles {

    private static final String CERTIFICATES = "/etc/paz/certificates/";
    private static final String PATH = "/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final List<String> ips;
    private final Path authority;

    /** @param folder where the authority of etcd's certificates is kept, in a folder of its own */
    HostFiles(List<String> ips, Path folder) {
        this.ips = ips;
        try {
            this.authority = Files.createTempDirectory(folder, "authority").resolve("etcd");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        script("certificates", "make_authority \"$1\"", List.of(authority.toString()));
    }

    /** Texts by the path that they have on the host. */
    Map<String, String> of(int number) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("/etc/machine-id", UUID.randomUUID().toString().replace("-", "") + "\n");
        files.put("/etc/paz/token", Cluster.TOKEN + "\n");
        files.put("/etc/paz/statistics-password", Cluster.STATISTICS_PASSWORD + "\n");
        files.put("/etc/paz/secrets.key", "0a1b2c3d " + "5e".repeat(32) + "\n");
        files.put(
                "/etc/paz/host.env",
                """
                PAZ_HOST_IP=%s
                PAZ_HOSTS=%s
                PAZ_NETWORK=paz
                PAZ_STATISTICS_PASSWORD_FILE=/run/secrets/statistics-password
                PAZ_ETCD_ENDPOINTS=%s
                PAZ_BACKUPS=/mnt/storage
                PATH=%s
                """.formatted(ips.get(number - 1), String.join(",", ips), endpoints(), PATH) + etcdctl("announcer"));
        files.put("/etc/paz/etcdctl.env", """
                ETCDCTL_API=3
                ETCDCTL_ENDPOINTS=https://127.0.0.1:2379
                PATH=%s
                """.formatted(PATH) + etcdctl("root"));
        files.put("/etc/paz/etcd.env", """
                ETCD_NAME=host-%d
                ETCD_INITIAL_CLUSTER=%s
                ETCD_INITIAL_CLUSTER_STATE=new
                """.formatted(number, members()));
        files.put(
                "/etc/paz/firewall.nft",
                script(
                        "firewall",
                        "cluster_firewall_rules \"$@\"",
                        List.of(ips.get(number - 1), String.join(", ", ips), "")));
        if (number == 1) {
            // Where Paz keeps its data.
            files.put("/etc/paz/fleet.env", "FLEET_METADATA=paz=home\n");
        }
        files.putAll(certificates(number));
        return files;
    }

    private String endpoints() {
        return ips.stream().map(ip -> "https://" + ip + ":2379").collect(Collectors.joining(","));
    }

    private String members() {
        return IntStream.rangeClosed(1, ips.size())
                .mapToObj(number -> "host-" + number + "=https://" + ips.get(number - 1) + ":2380")
                .collect(Collectors.joining(","));
    }

    private static String etcdctl(String user) {
        String folder = CERTIFICATES + user;
        return "ETCDCTL_CACERT=%s/ca.crt%nETCDCTL_CERT=%s/tls.crt%nETCDCTL_KEY=%s/tls.key%n"
                .formatted(folder, folder, folder);
    }

    private Map<String, String> certificates(int number) {
        Path folder = authority.resolveSibling("host-" + number);
        script(
                "certificates",
                "make_host_certificates \"$@\"",
                Stream.concat(Stream.of(authority.toString(), folder.toString(), "127.0.0.1"), ips.stream())
                        .toList());
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> CERTIFICATES + folder.relativize(file), HostFiles::text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script(String name, String command, List<String> arguments) {
        String script = ". '" + Platform.ROOT.resolve("scripts/" + name + ".sh") + "' && " + command;
        return Command.of("bash", "-c", script, name)
                .with(arguments)
                .run(Map.of())
                .expectSuccess()
                .output();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
