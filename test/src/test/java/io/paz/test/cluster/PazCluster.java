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
    static final int ORCHESTRATOR = 9000;
    static final int DIRECTORY = 9001;
    static final int SCHEDULER = 9002;

    private static final Duration A_START = Duration.ofSeconds(120);

    private final Cluster cluster;
    private ClusterHost home;

    private PazCluster(Cluster cluster) {
        this.cluster = cluster;
        this.home = cluster.host(1);
    }

    static PazCluster install(Path shared) {
        HostImages.save(
                shared,
                "paz/service-directory",
                "paz/scheduler",
                "paz/orchestrator",
                "paz/haproxy-confd",
                "paz/dns",
                "paz/demo-api");
        PazCluster paz = new PazCluster(Cluster.start(3, shared));
        boolean installed = false;
        try {
            paz.cluster.hosts().parallelStream().forEach(HostImages::load);
            // No registry is reachable, and Debian has no cAdvisor.
            script(
                    "start-runlevel.sh",
                    Map.of(
                            "FLEETCTL",
                            System.getenv(RealFleet.FLEETCTL),
                            "FLEETCTL_ENDPOINT",
                            "http://" + paz.home.ip() + ":49153",
                            "PAZ_WITHOUT",
                            "paz-cadvisor"),
                    "0",
                    "1",
                    "2");
            paz.awaitHealthy();
            installed = true;
        } finally {
            if (!installed) {
                paz.close();
            }
        }
        return paz;
    }

    void awaitHealthy() {
        for (int port : List.of(ORCHESTRATOR, DIRECTORY, SCHEDULER)) {
            Await.until("port " + port + " of " + home.name() + " answers", A_START, () -> isHealthy(port));
        }
        for (String part : List.of("paz-orchestrator", "paz-service-directory", "paz-scheduler")) {
            Await.until(part + " is announced", A_START, () -> HostProxy.leadsTo(host(2), part));
        }
    }

    /** Has Paz save its data to the storage that all hosts see. */
    void backUp(Path tokenFile) {
        script("cluster-backup.sh", Map.of("PAZ_TOKEN_FILE", tokenFile.toString()), host(2).ip());
    }

    /** Restores Paz on another host, which is its home from now on. */
    Command.Result tryToRestoreOn(ClusterHost host) {
        Command.Result restored = host.shell("/shared/scripts/cluster-restore.sh");
        if (restored.status() == 0) {
            home = host;
            awaitHealthy();
        }
        return restored;
    }

    private boolean isHealthy(int port) {
        String url = "http://" + home.ip() + ":" + port + "/health";
        return Command.of("curl", "-sf", "--max-time", "5", url).run(Map.of()).status() == 0;
    }

    private static void script(String name, Map<String, String> environment, String... arguments) {
        Command.of(Platform.ROOT.resolve("scripts/" + name).toString(), arguments)
                .run(environment)
                .expectSuccess();
    }

    ClusterHost host(int number) {
        return cluster.host(number);
    }

    ClusterHost etcdLeader() {
        return cluster.etcdLeader();
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
                        "http://" + home.ip() + ":" + port + path)
                .run(Map.of())
                .expectSuccess()
                .output();
        return JSON.readTree(answer);
    }

    /** The containers of a service that run on a host. */
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
