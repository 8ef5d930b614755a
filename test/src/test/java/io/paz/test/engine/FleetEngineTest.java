package io.paz.test.engine;

import io.paz.client.FleetClient;
import io.paz.scheduler.engine.ClusterEngine;
import io.paz.scheduler.engine.fleet.FleetClusterEngine;
import io.paz.scheduler.engine.fleet.HostDefaults;
import io.paz.test.cluster.Cluster;
import io.paz.test.cluster.ClusterHost;
import io.paz.test.cluster.RealFleet;
import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the real fleet, on a host of its own with systemd. */
@EnabledIfEnvironmentVariable(
        named = RealFleet.FLEETD,
        matches = ".+",
        disabledReason = "PAZ_FLEETD names no real fleet")
@EnabledIfEnvironmentVariable(
        named = RealFleet.FLEETCTL,
        matches = ".+",
        disabledReason = "PAZ_FLEETCTL names no real fleetctl")
final class FleetEngineTest extends ClusterEngineContract {

    @TempDir
    private static Path shared;

    private static @Nullable Cluster cluster;
    private static ClusterHost host;
    private static ClusterEngine engine;

    @BeforeAll
    static void start() {
        Command.of(Platform.ROOT.resolve("demo-api/build.sh").toString(), IMAGE)
                .run(Map.of())
                .expectSuccess();
        Command.of("docker", "save", "-o", shared.resolve("demo.tar").toString(), IMAGE)
                .run(Map.of())
                .expectSuccess();
        cluster = Cluster.start(1, shared);
        host = cluster.host(1);
        host.output("docker load -i /shared/demo.tar");
        engine = new FleetClusterEngine(
                new FleetClient(URI.create("http://" + host.ip() + ":49153"), null),
                new HostDefaults("127.0.0.1", "http://127.0.0.1:2379", "paz-test"));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    ClusterEngine engine() {
        return engine;
    }

    @Override
    String key(String key) {
        return host.output("ETCDCTL_API=3 /opt/bin/etcdctl get --print-value-only " + key);
    }

    @Override
    String docker(String command) {
        Command.Result result = host.shell("docker " + command);
        return result.status() == 0 ? result.output().strip() : "";
    }
}
