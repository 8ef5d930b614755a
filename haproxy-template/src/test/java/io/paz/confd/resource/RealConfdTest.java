package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.EtcdServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The real confd and the embedded one make the same files of the same keys; PAZ_CONFD names the real one's program. */
@EnabledIfEnvironmentVariable(named = "PAZ_CONFD", matches = ".+", disabledReason = "PAZ_CONFD names no real confd")
class RealConfdTest {

    private static final Map<String, String> TLS = Map.of(
            "PAZ_HAPROXY_TLS_BIND",
            "*:8443",
            "PAZ_HAPROXY_DOMAIN",
            "paz.example.org",
            "PAZ_HAPROXY_TCP_PORTS",
            "20000-20009");

    @TempDir
    Path folder;

    @Test
    void theSameKeysGiveTheSameFiles() throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        HaproxyFilesTest.badName().forEach(name -> {
            tree.put("/paz/services/" + name + "/1/1", "10.0.0.1:80");
            tree.put("/paz/services/demo-api/" + name + "/1", "10.0.0.1:80");
            tree.put("/paz/services/demo-api/3/" + name, "10.0.0.1:80");
            tree.put("/paz/config/services/" + name + "/versions/1/health-path", "/evil");
            tree.put("/paz/config/services/web/versions/" + name + "/health-path", "/evil");
        });
        HaproxyFilesTest.badDomain().forEach(name -> tree.put("/paz/config/services/web/domains/" + name, ""));
        putAll(tree, HaproxyFilesTest.badAddress().map(Map.Entry::getValue), "/paz/services/demo-api/4/%d");
        putAll(tree, HaproxyFilesTest.badAddress().map(Map.Entry::getValue), "/paz/services/paz-part-%d");
        putAll(tree, HaproxyFilesTest.badPath(), "/paz/config/services/web/versions/%d/health-path");
        putAll(tree, HealthCheckFilesTest.badStatus(), "/paz/config/services/web/versions/%d/health-status");
        putAll(tree, HealthCheckFilesTest.badHost(), "/paz/config/services/demo-api/versions/%d/health-host");
        putAll(tree, RouteFilesTest.badRoute(), "/paz/config/services/web/routes/%d");
        tree.put("/paz/config/services/web/versions/40/health-path", "/up");
        tree.put("/paz/config/services/web/versions/40/health-status", "200-299,401");
        tree.put("/paz/config/services/web/versions/40/health-method", "HEAD");
        tree.put("/paz/config/services/web/versions/40/health-host", "app.example.com");
        putAll(tree, HaproxyFilesTest.badNumber(), "/paz/config/services/web/versions/%d/weight");
        for (int version = 1; version < 20; version++) {
            tree.put("/paz/services/web/" + version + "/1", "10.0.0.1:80");
        }
        tree.put("/paz/config/services/web/domains/*.wild.example.org", "");
        tree.put("/paz-certificates/a", "names a.example.org *.b.example.org evil\\n\n-----BEGIN\nMIIB\n");
        tree.put("/paz-certificates/b", "");
        for (String service : new String[] {"mail", "mail-two", "queue"}) {
            tree.put("/paz/services/" + service + "/1/1", "10.0.0.1:25");
            tree.put("/paz/config/services/" + service + "/visibility", "public");
            tree.put("/paz/config/services/" + service + "/tcp-port", service.equals("queue") ? "x" : "20000");
            tree.put("/paz/config/services/" + service + "/versions/1/protocol", "tcp");
        }
        tree.put("/paz/config/services/mail/versions/1/proxy-protocol", "2");
        tree.put("/paz/config/services/web/versions/10/protocol", "h2c");
        tree.put("/paz/config/services/web/hsts", "3600");
        tree.put("/paz/config/services/demo-api/hsts", "1; x");
        tree.put("/paz/config/services/demo-api/https-redirect", "off");
        tree.putAll(ProxySettingsFilesTest.several());
        tree.putAll(LoginFilesTest.several());
        // etcd takes any bytes, but texts only are put here.
        try (EtcdServer server = EtcdServer.unstarted().start(folder.resolve("etcd"));
                EtcdConnection etcd = EtcdConnection.open(server.endpoints())) {
            tree.forEach(
                    (key, value) -> Await.until("put " + key, Duration.ofSeconds(10), () -> put(etcd, key, value)));
            SortedMap<String, String> seen =
                    new TreeMap<>(etcd.keys().list("/paz/").get());
            seen.putAll(etcd.keys().list("/paz-certificates/").get());
            runConfd(server.endpoints().get(0).toString());

            SortedMap<String, String> embedded = new Renderer(ConfFiles.builtIn(), TLS).render(seen);
            assertThat(embedded.get("https-names.map")).isEqualTo("a.example.org yes\n.b.example.org yes\n");
            assertThat(embedded.get("hsts.map")).isEqualTo("web 3600\n");
            assertThat(embedded).hasSameSizeAs(ConfFiles.builtIn().resources());
            for (Map.Entry<String, String> file : embedded.entrySet()) {
                assertThat(file.getValue()).isEqualTo(Files.readString(folder.resolve(file.getKey())));
            }
        }
    }

    /** The recorded cases once more, with the confd that is here. */
    @Test
    void theRecordedCasesAreWhatConfdPrints() throws Exception {
        ConfdCasesTest.Cases cases = ConfdCasesTest.read();
        try (EtcdServer server = EtcdServer.unstarted().start(folder.resolve("etcd"));
                EtcdConnection etcd = EtcdConnection.open(server.endpoints())) {
            cases.tree()
                    .forEach((key, value) ->
                            Await.until("put " + key, Duration.ofSeconds(10), () -> put(etcd, key, value)));
            Files.createDirectories(folder.resolve("confd/conf.d"));
            Files.createDirectories(folder.resolve("confd/templates"));
            for (int i = 0; i < cases.cases().size(); i++) {
                writeCase(i, cases.cases().get(i));
            }
            Process confd = confd(server.endpoints().get(0).toString());
            confd.getInputStream().readAllBytes();

            assertThat(confd.waitFor()).as("some cases are errors").isNotZero();
            for (int i = 0; i < cases.cases().size(); i++) {
                Path output = folder.resolve("case-" + i);
                String printed = Files.exists(output) ? Files.readString(output) : null;
                assertThat(printed)
                        .as(cases.cases().get(i).name())
                        .isEqualTo(cases.cases().get(i).output());
            }
        }
    }

    private void writeCase(int number, ConfdCasesTest.Case one) throws Exception {
        String name = "case-" + number;
        String keys = one.keys().stream().map(key -> '"' + key + '"').collect(Collectors.joining(", "));
        Files.writeString(folder.resolve("confd/templates").resolve(name), one.template());
        Files.writeString(
                folder.resolve("confd/conf.d").resolve(name + ".toml"),
                String.format(
                        "[template]%nsrc = \"%s\"%ndest = \"%s\"%nkeys = [%s]%n", name, folder.resolve(name), keys));
    }

    private static void putAll(SortedMap<String, String> tree, Stream<String> values, String key) {
        int[] number = {0};
        values.forEach(value -> tree.put(String.format(key, ++number[0]), value));
    }

    private static boolean put(EtcdConnection etcd, String key, String value) {
        if (key.endsWith("/") || key.contains("//")) {
            return true;
        }
        return etcd.keys()
                .put(key, value)
                .handle((done, failure) -> failure == null)
                .join();
    }

    private void runConfd(String endpoint) throws Exception {
        for (String part : new String[] {"conf.d", "templates"}) {
            Files.createDirectories(folder.resolve("confd").resolve(part));
            try (Stream<Path> files = Files.list(Path.of("../haproxy-confd", part))) {
                for (Path file : files.toList()) {
                    String text = Files.readString(file).replace("/etc/haproxy", folder.toString());
                    Files.writeString(folder.resolve("confd").resolve(part).resolve(file.getFileName()), text);
                }
            }
        }
        Process confd = confd(endpoint);
        String output = new String(confd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(confd.waitFor()).as(output).isZero();
    }

    private Process confd(String endpoint) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        System.getenv("PAZ_CONFD"),
                        "-onetime",
                        "-sync-only",
                        "-backend",
                        "etcdv3",
                        "-node",
                        endpoint,
                        "-confdir",
                        folder.resolve("confd").toString())
                .redirectErrorStream(true);
        builder.environment().putAll(TLS);
        return builder.start();
    }
}
