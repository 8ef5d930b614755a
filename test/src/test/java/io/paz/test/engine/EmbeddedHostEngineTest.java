package io.paz.test.engine;

import io.paz.engine.EngineSettings;
import io.paz.etcd.EtcdServer;
import io.paz.host.config.HostApplication;
import io.paz.host.config.HostOptions;
import io.paz.http.PazService;
import io.paz.test.platform.Command;
import io.paz.testing.engine.ClusterEngineContract;
import io.paz.testing.engine.ClusterViewContract;
import io.paz.testing.engine.EngineFixture;
import io.paz.testing.engine.HostImagesContract;
import io.paz.testing.engine.HostUsageContract;
import io.paz.testing.engine.InstanceDiagnosticsContract;
import io.paz.testing.engine.InstanceLogsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The contract on the embedded host, with this machine's Docker engine. */
final class EmbeddedHostEngineTest extends ClusterEngineContract {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private static Path folder;

    private static EtcdServer etcd;
    private static ConfigurableApplicationContext host;
    private static OneHostFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        etcd = EtcdServer.unstarted().start(folder.resolve("etcd"));
        String ip = OneMachine.hostIp();
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        String[] arguments = {
            "--port=0",
            "--token-file=" + token,
            "--data=" + folder.resolve("data"),
            "--units=" + folder.resolve("units"),
            "--etcd-endpoints=" + endpoint(),
            "--announcer-socket=" + folder.resolve("announcer.sock"),
            "--ip=" + ip
        };
        host = PazService.start(HostApplication.class, HostOptions.ALL, arguments, Map.of());
        String url = "http://127.0.0.1:" + PazService.port(host);
        Map<String, String> options = Map.of(
                "engine", "embedded",
                "fleet-url", url,
                "journal-url", url,
                "cadvisor-url", url,
                "host-ip", ip,
                "unit-etcd-endpoints", endpoint(),
                "platform", "paz-test");
        fixture = new OneHostFixture(
                new EngineSettings(options, TOKEN),
                key -> run("ETCDCTL_API=3 etcdctl --endpoints=" + endpoint() + " get --print-value-only " + key),
                command -> run("docker " + command));
    }

    @AfterAll
    static void stop() {
        host.close();
        etcd.close();
    }

    private static String endpoint() {
        return etcd.endpoints().get(0).toString();
    }

    private static String run(String script) {
        Command.Result result = Command.of("bash", "-c", script).run(Map.of());
        return result.status() == 0 ? result.output().strip() : "";
    }

    @Override
    protected EngineFixture fixture() {
        return fixture;
    }

    @Nested
    final class InstanceDiagnosticsTest extends InstanceDiagnosticsContract {

        @Override
        protected EngineFixture fixture() {
            return fixture;
        }
    }

    @Nested
    final class ClusterViewTest extends ClusterViewContract {

        @Override
        protected EngineFixture fixture() {
            return fixture;
        }
    }

    @Nested
    final class InstanceLogsTest extends InstanceLogsContract {

        @Override
        protected EngineFixture fixture() {
            return fixture;
        }
    }

    @Nested
    final class HostUsageTest extends HostUsageContract {

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
            return true;
        }
    }
}
