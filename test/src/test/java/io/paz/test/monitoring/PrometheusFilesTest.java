package io.paz.test.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.EtcdServer;
import io.paz.etcd.FreePort;
import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files for Prometheus and Grafana: they load, and ask only for what the parts really measure. */
@Timeout(180)
class PrometheusFilesTest {

    private static final Path FILES = Platform.ROOT.resolve("docs/monitoring");
    private static final Pattern METRIC = Pattern.compile("\\b[a-z][a-z0-9]*_[a-z0-9_]+\\b(?=[{\\[)])");

    @TempDir
    private Path folder;

    @Test
    void promtoolTakesTheConfiguration() throws IOException {
        Path file = Files.copy(FILES.resolve("prometheus.yml"), folder.resolve("prometheus.yml"));
        Files.writeString(folder.resolve("token"), "secret\n");
        Files.writeString(folder.resolve("fleet-token"), "secret\n");
        Path haproxy = Files.createDirectories(folder.resolve("haproxy"));
        Files.writeString(haproxy.resolve("statistics-password"), "secret\n");
        Path certificates = Files.createDirectories(folder.resolve("certificates/metrics"));
        for (String name : List.of("ca.crt", "tls.crt", "tls.key")) {
            Files.createFile(certificates.resolve(name));
        }
        assertThat(Command.of("promtool", "check", "config", file.toString())
                        .run(Map.of())
                        .expectSuccess()
                        .output())
                .contains("SUCCESS");
    }

    @Test
    void everyMetricOfTheDashboardIsMeasured() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(FILES.resolve("grafana-dashboard.json")));
        Set<String> wanted = dashboard
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString())
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(name -> name.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(wanted).hasSizeGreaterThan(8);
        assertThat(measured()).containsAll(wanted);
    }

    private Set<String> measured() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Machine machine = new Machine(folder);
                EtcdServer etcd = new EtcdServer().start(folder.resolve("etcd"))) {
            machine.get("/cluster/units/none/stats");
            names.addAll(names(machine, machine.hostUri().resolve("/metrics")));
            names.addAll(names(machine, machine.uri("/metrics")));
            names.addAll(names(machine, etcd.endpoints().get(0).resolve("/metrics")));
            names.addAll(ofHaproxy(machine));
        }
        return names;
    }

    private static Set<String> names(Machine machine, URI metrics) {
        return machine.get(metrics, "text/plain")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toSet());
    }

    private Set<String> ofHaproxy(Machine machine) throws IOException {
        int port = FreePort.next();
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                  mode http
                  timeout connect 1s
                  timeout client 1s
                  timeout server 1s
                frontend stats
                  bind 127.0.0.1:%d
                  http-request use-service prometheus-exporter if { path /metrics }
                backend web
                  server web-1-1 127.0.0.1:9
                """.formatted(port));
        Process haproxy = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        try {
            URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
            Machine.await(() -> Machine.listens(port), "HAProxy to listen");
            return names(machine, metrics);
        } finally {
            haproxy.destroy();
        }
    }
}
