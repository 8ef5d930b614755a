package io.paz.test.engine;

import io.paz.engine.EngineSettings;
import io.paz.test.cluster.Cluster;
import io.paz.test.cluster.ClusterHost;
import io.paz.test.cluster.HostImages;
import io.paz.test.cluster.RealFleet;
import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import io.paz.testing.engine.ClusterEngineContract;
import io.paz.testing.engine.ClusterViewContract;
import io.paz.testing.engine.EngineFixture;
import io.paz.testing.engine.HostImagesContract;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
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
    private static OneHostFixture fixture;

    @BeforeAll
    static void start() {
        Command.of(Platform.ROOT.resolve("demo-api/build.sh").toString(), OneHostFixture.IMAGE)
                .run(Map.of())
                .expectSuccess();
        HostImages.save(shared, "paz/announcer", OneHostFixture.IMAGE);
        cluster = Cluster.start(1, shared);
        host = cluster.host(1);
        HostImages.load(host);
        host.output("/opt/bin/fleetctl --endpoint=http://127.0.0.1:49153 start --no-block"
                + " /shared/units/0/paz-announcer.service");
        Map<String, String> options = Map.of(
                "engine", "fleet",
                "fleet-url", "http://" + host.ip() + ":49153",
                "journal-url", "http://{ip}:19531",
                "cadvisor-url", "http://{ip}:4194",
                "host-ip", "127.0.0.1",
                "unit-etcd-endpoints", "https://127.0.0.1:2379",
                "platform", "paz-test");
        fixture = new OneHostFixture(
                new EngineSettings(options, null),
                key -> host.etcdctl("get --print-value-only " + key),
                FleetEngineTest::docker);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String docker(String command) {
        Command.Result result = host.shell("docker " + command);
        return result.status() == 0 ? result.output().strip() : "";
    }

    @Override
    protected EngineFixture fixture() {
        return fixture;
    }

    @Nested
    final class ClusterViewTest extends ClusterViewContract {

        @Override
        protected EngineFixture fixture() {
            return fixture;
        }
    }

    @Nested
    final class HostImagesTest extends HostImagesContract {

        @Override
        protected EngineFixture fixture() {
            return fixture;
        }

        @Override
        protected boolean canTell() {
            return false;
        }
    }
}
