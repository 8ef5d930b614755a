package io.paz.scheduler.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.paz.client.StatisticsClient;
import io.paz.engine.ReleaseId;
import io.paz.etcd.EtcdConnection;
import io.paz.scheduler.balancer.HaproxyBalancers;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.config.Ports;
import io.paz.scheduler.config.SchedulerCore;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.etcd.EtcdRoutes;
import io.paz.scheduler.persistence.StoredDeployments;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.service.DeploymentService;
import io.paz.scheduler.space.RoomCheck;
import io.paz.scheduler.testing.FakeDiagnostics;
import io.paz.scheduler.testing.FakeDirectory;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.testing.TestSecrets;
import io.paz.scheduler.time.Timeouts;
import io.paz.scheduler.traffic.LoadBalancers;
import io.paz.testing.RealEtcd;
import io.paz.testing.RealHaproxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Canaries under real requests, with weights in a real etcd and counters of a real HAProxy; only the hosts are not there. */
class CanaryOnHaproxyTest {

    private static final Timeouts PACING =
            new Timeouts(Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(50));

    @TempDir
    Path folder;

    private final FakeWorld world = new FakeWorld();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final ExecutorService clients = Executors.newFixedThreadPool(2);
    private final ExecutorService instances = Executors.newFixedThreadPool(8);

    /** Of how many requests to the new version one fails. */
    private volatile int oneFailsOf = Integer.MAX_VALUE;

    private HttpServer old;
    private HttpServer next;
    private RealEtcd etcd;
    private EtcdConnection connection;
    private RealHaproxy haproxy;
    private StoredDeployments repository;
    private SchedulerCore core;
    private DeploymentService deployments;

    @BeforeEach
    void start() throws IOException {
        AtomicInteger served = new AtomicInteger();
        old = instance(() -> 200);
        next = instance(() -> served.incrementAndGet() % oneFailsOf == 0 ? 500 : 200);
        etcd = new RealEtcd(folder.resolve("etcd"));
        connection = EtcdConnection.open(List.of(URI.create(etcd.endpoint())));
        String servers = "server web-1-1 127.0.0.1:%d weight 100\n    server web-2-1 127.0.0.1:%d weight 0"
                .formatted(old.getAddress().getPort(), next.getAddress().getPort());
        haproxy = new RealHaproxy(folder, servers);
        repository = StoredDeployments.open(folder.resolve("store"), TestSecrets.cipher(), Clock.systemUTC());
        LoadBalancers balancers =
                new HaproxyBalancers(() -> Set.of("127.0.0.1"), haproxy.statisticsUrl(), StatisticsClient.anonymous());
        Routes routes = new FollowedRoutes(new EtcdRoutes(connection.keys()));
        core = new SchedulerCore(
                new Ports(
                        repository,
                        repository.operations(),
                        world,
                        world,
                        routes,
                        keys -> new TreeMap<>(),
                        balancers,
                        new FakeDiagnostics(),
                        new FakeDirectory(world),
                        Services.images(world.images),
                        world.serving,
                        RoomCheck.UNCHECKED),
                PACING,
                Clock.systemUTC(),
                System::nanoTime,
                work -> new Thread(work).start());
        deployments = core.deployments();
        deploy(Services.web(1));
        clients.execute(this::load);
        clients.execute(this::load);
    }

    @AfterEach
    void stop() throws InterruptedException {
        clients.shutdownNow();
        assertThat(clients.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        core.close();
        repository.close();
        haproxy.close();
        connection.close();
        etcd.close();
        old.stop(0);
        next.stop(0);
        instances.shutdownNow();
    }

    @Test
    void a_healthy_one_is_promoted_and_the_receipt_counts_what_clients_counted() {
        Deployment done = deploy(canary());
        assertThat(done.state()).isEqualTo(DeploymentState.DONE);
        assertThat(done.steps().stream().map(Step::name)).contains("share-set", "share-in-the-balancer", "judged");
        assertThat(etcd.get("/paz/config/services/web/versions/2/weight")).isEqualTo("100");
        assertThat(etcd.get("/paz/config/services/web/versions/1/weight")).isEmpty();
        assertThat(failed).hasValue(0);
        assertThat(done.receipt().gaps()).isEmpty();
        assertThat(done.receipt().traffic().errors()).isZero();
        assertThat(done.receipt().traffic().requests()).isBetween(100L, (long) requests.get());
    }

    @Test
    void one_that_answers_500_to_a_tenth_is_taken_back_and_few_clients_saw_it() {
        oneFailsOf = 10;
        Deployment back = deploy(canary());
        assertThat(back.state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(back.reason())
                .startsWith("more requests fail than allowed, at 20 % of the traffic, after ")
                .containsPattern("new: [0-9]+ of [0-9]+ requests failed \\([0-9]+\\.[0-9] %\\)")
                .containsPattern("old: 0 of [0-9]+ requests failed");
        assertThat(etcd.get("/paz/config/services/web/versions/1/weight")).isEqualTo("100");
        assertThat(etcd.get("/paz/config/services/web/versions/2/weight")).isEmpty();
        assertThat(failed.get())
                .as("a tenth of the canary's fifth is two percent")
                .isBetween(3, Math.max(10, requests.get() / 20));
        assertThat(back.receipt().traffic().errors()).isBetween(3L, (long) failed.get());
        assertThat(repository.serving("web").stream().map(Deployment::id)).containsExactly(Services.id("web", 1));
    }

    private static ServiceDefinition canary() {
        return Services.canary(1, List.of(20), 2, 100);
    }

    private Deployment deploy(ServiceDefinition service) {
        return TestScheduler.ended(
                deployments.deploy(service, new DeploymentRequest(null, false, null, "a test", Requester.UNKNOWN)));
    }

    private void load() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + haproxy.port() + "/"))
                .build();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                requests.incrementAndGet();
                failed.addAndGet(status == 200 ? 0 : 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer instance(IntSupplier status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(instances);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.getAsInt(), -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** The keys in etcd, which HAProxy follows as it would with a renderer. */
    private final class FollowedRoutes implements Routes {

        private final Routes keys;

        FollowedRoutes(Routes keys) {
            this.keys = keys;
        }

        @Override
        public SortedMap<String, String> keysOfOthers(String service) {
            return keys.keysOfOthers(service);
        }

        @Override
        public void publishWeights(Map<ReleaseId, Integer> weights) {
            keys.publishWeights(weights);
            weights.keySet().forEach(this::follow);
        }

        private void follow(ReleaseId release) {
            String key = "/paz/config/services/web/versions/" + release.version() + "/weight";
            try {
                haproxy.command("set server web/web-" + release.version() + "-1 weight " + etcd.get(key));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void publishVersion(Release release) {
            keys.publishVersion(release);
        }

        @Override
        public void publishService(Release release) {
            keys.publishService(release);
        }

        @Override
        public void removeAnnouncements(ReleaseId release, List<Integer> numbers) {
            keys.removeAnnouncements(release, numbers);
        }

        @Override
        public void removeVersion(ReleaseId release) {
            keys.removeVersion(release);
        }

        @Override
        public void removeService(String service) {
            keys.removeService(service);
        }

        @Override
        public Set<ReleaseId> versions() {
            return keys.versions();
        }

        @Override
        public Set<String> hosts() {
            return keys.hosts();
        }

        @Override
        public void allowHost(String address) {
            keys.allowHost(address);
        }

        @Override
        public void disallowHost(String address) {
            keys.disallowHost(address);
        }
    }
}
