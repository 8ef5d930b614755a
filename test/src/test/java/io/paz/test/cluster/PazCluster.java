package io.paz.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static final List<String> PARTS = List.of("paz-orchestrator", "paz-service-directory", "paz-scheduler");
    private static final Duration A_START = Duration.ofSeconds(120);

    private static final String RESTORE = "/shared/scripts/cluster-restore.sh";

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
                "paz/announcer",
                "paz/haproxy-confd",
                "paz/dns",
                "paz/demo-api");
        PazCluster paz = new PazCluster(Cluster.start(3, shared));
        boolean installed = false;
        try {
            paz.cluster.hosts().parallelStream().forEach(HostImages::load);
            withoutJournalGateway(paz.host(3));
            // As the page says, on one of the hosts. No registry is reachable, so cAdvisor's image cannot be had.
            paz.home.output("PAZ_WAIT=120 /shared/scripts/start-runlevel.sh 0 1 2");
            paz.requireNamesOnEveryHost();
            installed = true;
        } finally {
            if (!installed) {
                paz.close();
            }
        }
        return paz;
    }

    /** Debian has it in a package of its own, which a host may do without. */
    private static void withoutJournalGateway(ClusterHost host) {
        host.output(
                "systemctl stop systemd-journal-gatewayd.socket && rm /lib/systemd/system/systemd-journal-gatewayd.*"
                        + " /etc/systemd/system/sockets.target.wants/systemd-journal-gatewayd.socket && systemctl daemon-reload");
    }

    /** The script that started Paz has waited for them. */
    private void requireNamesOnEveryHost() {
        for (ClusterHost host : hosts()) {
            for (String part : PARTS) {
                assertThat(HostProxy.leadsTo(host, part))
                        .as(host.name() + " leads to " + part)
                        .isTrue();
            }
        }
    }

    void awaitHealthy() {
        for (int port : List.of(ORCHESTRATOR, DIRECTORY, SCHEDULER)) {
            Await.until("port " + port + " of " + home.name() + " answers", A_START, () -> isHealthy(port));
        }
        for (String part : PARTS) {
            Await.until(part + " is announced", A_START, () -> HostProxy.leadsTo(host(2), part));
        }
    }

    /** Has Paz save its data to the storage that all hosts see. */
    void backUp(Path tokenFile) {
        script("cluster-backup.sh", Map.of("PAZ_TOKEN_FILE", tokenFile.toString()), host(2).ip());
    }

    Command.Result tryToRestoreOn(ClusterHost host) {
        return host.shell(RESTORE);
    }

    /** What is said of a backup that somebody changed; it is put right again. */
    String tryToRestoreChangedBackupOn(ClusterHost host) {
        String newest = host.output("ls /mnt/storage/scheduler/meta/* | tail -n 1");
        host.output("cp -p %s /root/meta && echo changed >>%s".formatted(newest, newest));
        String said = tryToRestoreOn(host).output();
        host.output("cp -p /root/meta " + newest);
        return said;
    }

    /**
     * Restores Paz on another host, which is its home from now on. The script is killed before its first command, then before its second,
     * and so on, until nothing is left to interrupt.
     *
     * @return how often it was killed
     */
    int restoreWithInterruptionsOn(ClusterHost host) {
        String killedBeforeItsNthCommand =
                "bash -c 'n=0; set -T; trap \"((++n < $0)) || kill -KILL \\$\\$\" DEBUG; . " + RESTORE + "' ";
        String output = host.output(
                "for ((n = 1; ; n++)); do status=0; " + killedBeforeItsNthCommand
                        + "$n || status=$?; [[ $status == 137 ]] || break; done; echo interrupted $((n - 1)) times; exit $status");
        home = host;
        awaitHealthy();
        return Integer.parseInt(output.replaceAll("(?s).*interrupted ([0-9]+) times.*", "$1"));
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

    /** The containers of a service that run on a host, in the network that its firewall knows. */
    List<String> containers(ClusterHost on, String service) {
        return on.output(
                        "docker ps --format '{{.Names}}' --filter network=paz --filter label=io.paz.service=" + service)
                .lines()
                .toList();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
