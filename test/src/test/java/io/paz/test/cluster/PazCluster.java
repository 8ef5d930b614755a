package io.paz.test.cluster;

import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three hosts with Paz on them, installed by its own scripts. */
final class PazCluster implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> IMAGES = List.of(
            "paz/service-directory",
            "paz/scheduler",
            "paz/orchestrator",
            "paz/haproxy-confd",
            "paz/dns",
            "paz/demo-api");

    static final int DIRECTORY = 9001;
    static final int SCHEDULER = 9002;

    private static final Duration A_START = Duration.ofSeconds(120);

    private final Cluster cluster;

    private PazCluster(Cluster cluster) {
        this.cluster = cluster;
    }

    static PazCluster install(Path shared) {
        script("build-images.sh", Map.of("PAZ_LOCAL", "1"));
        Command.of("docker", "save", "-o", shared.resolve("images.tar").toString())
                .with(IMAGES)
                .run(Map.of())
                .expectSuccess();
        PazCluster paz = new PazCluster(Cluster.start(3, shared));
        boolean installed = false;
        try {
            paz.cluster.hosts().parallelStream().forEach(host -> host.output("docker load -i /shared/images.tar"));
            // No registry is reachable, and Debian has no cAdvisor.
            paz.startRunLevels("PAZ_WITHOUT", "paz-cadvisor");
            for (int port : List.of(DIRECTORY, SCHEDULER)) {
                Await.until("port " + port + " answers", A_START, () -> paz.isHealthy(port));
            }
            installed = true;
        } finally {
            if (!installed) {
                paz.close();
            }
        }
        return paz;
    }

    private void startRunLevels(String variable, String value) {
        Command.of(Platform.ROOT.resolve("scripts/start-runlevel.sh").toString(), "0", "1")
                .run(Map.of(
                        "FLEETCTL",
                        System.getenv(RealFleet.FLEETCTL),
                        "FLEETCTL_ENDPOINT",
                        "http://" + host(1).ip() + ":49153",
                        variable,
                        value))
                .expectSuccess();
    }

    private boolean isHealthy(int port) {
        String url = "http://" + host(1).ip() + ":" + port + "/health";
        return Command.of("curl", "-sf", "--max-time", "5", url).run(Map.of()).status() == 0;
    }

    private static void script(String name, Map<String, String> environment) {
        Command.of(Platform.ROOT.resolve("scripts/" + name).toString())
                .run(environment)
                .expectSuccess();
    }

    ClusterHost host(int number) {
        return cluster.host(number);
    }

    List<ClusterHost> hosts() {
        return cluster.hosts();
    }

    /** What one of Paz's services answers; it must be a success. */
    JsonNode call(String method, int port, String path, String body) {
        String answer = Command.of(
                        "curl",
                        "-sS",
                        "--fail-with-body",
                        "--max-time",
                        "300",
                        "-X",
                        method,
                        "-H",
                        "Authorization: Bearer " + Cluster.TOKEN,
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        body,
                        "http://" + host(1).ip() + ":" + port + path)
                .run(Map.of())
                .expectSuccess()
                .output();
        return JSON.readTree(answer);
    }

    /** Answers of a service through a host's HAProxy: as many as asked for, each an instance's number or a status. */
    List<String> answers(ClusterHost through, String service, int count) {
        return Command.of(
                        "curl",
                        "-s",
                        "--max-time",
                        "20",
                        "-H",
                        "Host: " + service + ".paz",
                        "-w",
                        "\n%{http_code}\n",
                        "http://" + through.ip() + ":8080/?[1-" + count + "]")
                .run(Map.of())
                .output()
                .lines()
                .toList();
    }

    /** Addresses that HAProxy of a host holds for a service and calls up. */
    List<String> up(ClusterHost on, String service) {
        return Command.of("curl", "-s", "--max-time", "3", "http://" + on.ip() + ":8404/;csv")
                .run(Map.of())
                .output()
                .lines()
                .filter(line -> line.startsWith(service + "," + service + "-"))
                .map(line -> line.split(","))
                .filter(field -> field[17].startsWith("UP"))
                .map(field -> field[1])
                .toList();
    }

    /** The containers of a service, by host. */
    List<String> containers(ClusterHost on, String service) {
        return on.output("docker ps --format '{{.Names}}' --filter label=io.paz.service=" + service)
                .lines()
                .toList();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
