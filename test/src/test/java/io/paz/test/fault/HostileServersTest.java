package io.paz.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.client.DirectoryClient;
import io.paz.client.PassThrough;
import io.paz.client.SchedulerClient;
import io.paz.client.StatisticsClient;
import io.paz.engine.fleet.client.CadvisorClient;
import io.paz.engine.fleet.client.FleetClient;
import io.paz.engine.fleet.client.ImageClient;
import io.paz.engine.fleet.client.JournalClient;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.dns.DnsRecord;
import io.paz.orchestrator.dns.dnsimple.DnsimpleProvider;
import io.paz.orchestrator.document.StreamMessages;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.observe.BalancerReadings;
import io.paz.orchestrator.observe.DocumentReadings;
import io.paz.scheduler.balancer.HaproxyBalancers;
import io.paz.scheduler.image.ImageName;
import io.paz.scheduler.registry.RemoteRegistries;
import io.paz.test.fault.HostileServer.Behaviour;
import io.paz.test.platform.Await;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Every call that Paz makes over HTTP ends, in time and with little memory, whatever the server does. */
final class HostileServersTest {

    /** More than any call may take: 20 s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The largest answer that is read, and what sockets hold. */
    private static final long MAX_TAKEN = 64L * 1024 * 1024;

    /** Each ends with a failure, as a value or thrown. */
    private static Map<String, Supplier<Mono<?>>> calls(URI server) {
        Map<String, Supplier<Mono<?>>> calls = new LinkedHashMap<>();
        DirectoryClient directory = new DirectoryClient(server, null);
        calls.put("directory: list", directory::services);
        calls.put("directory: delete", () -> directory.delete("shop", null));
        FleetClient fleet = new FleetClient(server, null);
        calls.put("fleet: units", () -> fleet.units().collectList());
        calls.put("fleet: states", () -> fleet.states("shop-1-1.service").collectList());
        calls.put("fleet: put", () -> fleet.setDesiredState("shop-1-1.service", "launched"));
        calls.put("fleet: tag", () -> fleet.nextTagOfStates("tag"));
        JournalClient journal = new JournalClient(server, null);
        calls.put("journal: last lines", () -> journal.lastLines("shop-1-1.service", 10));
        CadvisorClient cadvisor = new CadvisorClient(server, null);
        calls.put("statistics: machine", cadvisor::capacities);
        calls.put("statistics: containers", () -> cadvisor.containers(Instant.EPOCH, 1));
        calls.put("scheduler: deployments", () -> new SchedulerClient(server, null).deployments(10));
        PassThrough part = new PassThrough("service-directory", server, null);
        calls.put("orchestrator: services", () -> DocumentReadings.services(part, JsonMapper.shared())
                .read());
        calls.put("orchestrator: load balancers", () -> balancers(server).collectList());
        DnsimpleProvider dns = new DnsimpleProvider(
                server, new DnsimpleProvider.Access("1010", "example.com", "token"), 60, Clock.systemUTC());
        calls.put("DNSimple: records", dns::records);
        calls.put("DNSimple: create", () -> dns.create(new DnsRecord("web", "A", "10.0.0.1")));
        calls.put("scheduler: load balancers", () -> asked(server));
        calls.put(
                "scheduler: image",
                () -> Mono.fromCallable(
                        () -> registries().digest(ImageName.of(server.getAuthority() + "/team/app:1"))));
        ImageClient images = new ImageClient(server, null);
        calls.put("scheduler: images of the host", () -> images.find("team/app:1"));
        calls.put("scheduler: protected images", () -> images.protect("shop", List.of()));
        return calls;
    }

    private static RemoteRegistries registries() {
        return new RemoteRegistries(new RemoteRegistries.Settings(List.of(), Optional.empty()));
    }

    private static Flux<Observation> balancers(URI server) {
        LiveCluster cluster = new LiveCluster(new StreamMessages(JsonMapper.shared()), 1);
        return new BalancerReadings(cluster, server.toString(), StatisticsClient.anonymous(), Clock.systemUTC()).read();
    }

    private static Mono<?> asked(URI server) {
        return Mono.fromCallable(() -> new HaproxyBalancers(
                                () -> Set.of("127.0.0.1"), server.toString(), StatisticsClient.anonymous())
                        .ask("shop"))
                .flatMapIterable(reports -> reports)
                .filter(report -> report.problem() != null)
                .next()
                .flatMap(report -> Mono.error(new IllegalStateException(report.problem())));
    }

    @ParameterizedTest
    @EnumSource(Behaviour.class)
    void every_call_ends_and_leaves_nothing_behind(Behaviour behaviour) throws Exception {
        ExecutorService callers = Executors.newCachedThreadPool();
        try (HostileServer elsewhere = new HostileServer(Behaviour.NEVER_ANSWERS, URI.create("http://127.0.0.1:1"))) {
            Map<String, Future<?>> running = new LinkedHashMap<>();
            for (String name : calls(elsewhere.address()).keySet()) {
                Future<?> call = callers.submit(() -> endsWithFailure(name, behaviour, elsewhere));
                running.put(name, call);
                if (behaviour == Behaviour.NEVER_ENDS) {
                    call.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                }
            }
            for (Map.Entry<String, Future<?>> each : running.entrySet()) {
                each.getValue().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(elsewhere.requests())
                    .as("calls that followed a redirect: that to a registry may, as Docker's does")
                    .isEqualTo(behaviour == Behaviour.REDIRECTS ? 1 : 0);
        } finally {
            callers.shutdownNow();
        }
    }

    private static Void endsWithFailure(String name, Behaviour behaviour, HostileServer elsewhere) throws Exception {
        try (HostileServer server = new HostileServer(behaviour, elsewhere.address())) {
            Mono<?> call = calls(server.address()).get(name).get();
            assertThat(failure(call))
                    .as(name + " of a server that " + behaviour)
                    .isNotNull()
                    .isNotInstanceOf(TimeoutException.class)
                    .isNotInstanceOf(OutOfMemoryError.class);
            assertThat(server.requests()).as(name).isPositive();
            assertThat(server.sent()).as(name).isLessThan(MAX_TAKEN);
            Await.until(name + " leaves its connection", Duration.ofSeconds(20), () -> server.open() == 0);
        }
        return null;
    }

    private static Throwable failure(Mono<?> call) throws Exception {
        try {
            call.toFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
