package io.paz.engine.fleet.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.fleet.cadvisor.ContainerInfo;
import io.paz.engine.fleet.cadvisor.ContainerStats;
import io.paz.engine.fleet.cadvisor.ContainerStats.CpuUsage;
import io.paz.engine.fleet.cadvisor.ContainerStats.FsStats;
import io.paz.engine.fleet.cadvisor.ContainerStats.InterfaceStats;
import io.paz.engine.fleet.cadvisor.ContainerStats.MemoryStats;
import io.paz.engine.fleet.cadvisor.MachineInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** cAdvisor's answers are written by hand after its own definitions of them (info/v1), fields that nobody reads included. */
class CadvisorClientTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private String answer = "";
    private DisposableServer server;
    private CadvisorClient client;

    @BeforeEach
    void start() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString()
                        .defaultIfEmpty("")
                        .flatMap(body -> {
                            requests.add(request.method() + " " + request.uri() + " " + body);
                            return response.header("Content-Type", "application/json")
                                    .sendString(Mono.just(answer))
                                    .then();
                        }))
                .bindNow();
        client = new CadvisorClient(URI.create("http://127.0.0.1:" + server.port()), null);
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void containers_are_read_with_what_they_used() throws IOException {
        try (var stream = CadvisorClientTest.class.getResourceAsStream("cadvisor-docker.json")) {
            answer = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<ContainerInfo> containers =
                client.containers(Instant.parse("2026-01-01T11:00:00Z"), -1).block(TIMEOUT);

        assertThat(requests)
                .containsExactly("POST /api/v1.3/docker/ {\"num_stats\":-1,\"start\":\"2026-01-01T11:00:00Z\"}");
        assertThat(containers).hasSize(1);
        ContainerInfo web = containers.get(0);
        assertThat(web.aliases()).first().isEqualTo("web-3-1");
        assertThat(web.spec().labels()).isEqualTo(Map.of("io.paz.service", "web"));
        ContainerStats stats = web.stats().get(0);
        assertThat(stats.timestamp()).isEqualTo("2026-01-01T12:00:01.000000001Z");
        assertThat(stats.cpu().usage()).isEqualTo(new CpuUsage(24_114_000, 10_000_000, 10_000_000));
        assertThat(stats.memory()).isEqualTo(new MemoryStats(2_310_144, 860_160));
        assertThat(stats.network().interfaces()).containsExactly(new InterfaceStats("eth0", 286, 40));
        assertThat(stats.diskio().serviceBytes().get(0).stats())
                .containsEntry("Read", 4096L)
                .containsEntry("Write", 512L);
        assertThat(stats.filesystem()).containsExactly(new FsStats("/dev/sda1", 1_000_000_000, 8192));
    }

    @Test
    void the_machine_is_the_container_of_all() {
        answer = "{\"name\":\"/\",\"subcontainers\":[{\"name\":\"/docker\"}],\"spec\":{\"has_cpu\":true}}";
        assertThat(client.machine(Instant.EPOCH, 1).block(TIMEOUT).name()).isEqualTo("/");
        assertThat(requests)
                .containsExactly("POST /api/v1.3/containers/ {\"num_stats\":1,\"start\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    void the_machine_tells_what_it_has() {
        answer = """
                {"num_cores":2,"num_physical_cores":1,"num_sockets":1,"cpu_frequency_khz":2500000,"memory_capacity":25276416000,
                "memory_by_type":{},"nvm":{"memory_mode_capacity":0},"hugepages":[{"page_size":2048,"num_pages":0}],
                "machine_id":"0123","system_uuid":"u","boot_id":"b",
                "filesystems":[{"device":"/dev/vda","capacity":1000,"type":"vfs","inodes":5,"has_inodes":true}],
                "disk_map":{},"network_devices":[],"topology":[],"cloud_provider":"Unknown","instance_type":"Unknown"}""";
        assertThat(client.capacities().block(TIMEOUT))
                .isEqualTo(new MachineInfo(
                        2, 25_276_416_000L, "0123", "b", List.of(new MachineInfo.FsInfo("/dev/vda", 1000))));
    }
}
