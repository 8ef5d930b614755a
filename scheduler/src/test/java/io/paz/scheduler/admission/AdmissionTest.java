package io.paz.scheduler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.EngineUnavailableException;
import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.release.Route;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.DeploymentRefusedException.Cause;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.service.OperationService;
import io.paz.scheduler.testing.SchedulerFixture;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What may become a new version, and which number it gets; over a real store. */
class AdmissionTest extends SchedulerFixture {

    private static DeploymentRequest order(String image, String key) {
        return new DeploymentRequest(image, false, key, "a test", Requester.UNKNOWN);
    }

    @Test
    void ten_requests_with_one_key_at_once_get_one_version() {
        List<Ticket<Deployment>> tickets =
                atOnce(10, number -> scheduler.deployments.deploy(Services.web(1), order(null, "key")));
        assertThat(tickets.stream().map(ticket -> TestScheduler.ended(ticket).id()))
                .containsOnly(Services.id("web", 1));
        assertThat(scheduler.repository.history("web")).hasSize(1);
    }

    @Test
    void ten_operations_with_one_key_at_once_are_one() {
        scheduler.deployAndWait(Services.web(1));
        world.directory.put("web", Services.web(1));
        OperationService.Request request = new OperationService.Request("web", "key", "a test", Requester.UNKNOWN);
        List<Ticket<Operation>> tickets =
                atOnce(10, number -> scheduler.core.operations().scale(request, 2, 1));
        assertThat(tickets.stream()
                        .map(ticket -> TestScheduler.ended(ticket).id().number()))
                .containsOnly(1);
        assertThat(scheduler.repository.operations().newest("web", 99)).hasSize(1);
    }

    private static <T> List<T> atOnce(int count, Function<Integer, T> request) {
        CountDownLatch all = new CountDownLatch(count);
        List<CompletableFuture<T>> asked = IntStream.range(0, count)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> {
                            all.countDown();
                            try {
                                all.await();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            return request.apply(number);
                        },
                        work -> new Thread(work).start()))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void a_key_that_was_sent_with_another_request_is_refused() {
        scheduler.deployAndWait(Services.web(1));
        TestScheduler.ended(scheduler.deployments.deploy(Services.web(1), order("team/web:1", "key")));
        assertRefused(
                Cause.KEY_REUSED, () -> scheduler.deployments.deploy(Services.web(1), order("team/web:2", "key")));
        assertRefused(
                Cause.KEY_REUSED, () -> scheduler.deployments.repeat(Services.id("web", 1), "key", Requester.UNKNOWN));
        OperationService.Request request = new OperationService.Request("web", "key", "a test", Requester.UNKNOWN);
        assertRefused(Cause.KEY_REUSED, () -> scheduler.deployments.restart(request));
        assertRefused(Cause.KEY_REUSED, () -> scheduler.core.operations().stop(request));
        ServiceDefinition other = service("other", null, List.of());
        assertThat(TestScheduler.ended(scheduler.deployments.deploy(other, order(null, "key")))
                        .state())
                .as("a key is of one service")
                .isEqualTo(DeploymentState.DONE);
    }

    @Test
    void a_key_of_an_operation_is_not_one_of_a_deployment() {
        scheduler.deployAndWait(Services.web(1));
        TestScheduler.ended(scheduler
                .core
                .operations()
                .stop(new OperationService.Request("web", "key", "a test", Requester.UNKNOWN)));
        assertRefused(Cause.KEY_REUSED, () -> scheduler.deployments.deploy(Services.web(1), order(null, "key")));
    }

    private static void assertRefused(Cause cause, Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(DeploymentRefusedException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(cause));
    }

    private static ServiceDefinition service(String name, Integer hostPort, List<String> domains) {
        ServiceConfig config = Services.config(1, new PortMapping(80, hostPort)).toBuilder()
                .domains(domains)
                .build();
        return new ServiceDefinition(name, null, "team/" + name, config);
    }

    @Test
    void a_rollback_does_not_take_a_domain_or_a_host_port_that_another_service_has_now() {
        scheduler.deployAndWait(service("old", 8000, List.of("shop.example")));
        scheduler.deployAndWait(service("old", null, List.of()));
        scheduler.deployAndWait(service("shop", null, List.of("shop.example")));
        scheduler.deployAndWait(service("port", 8000, List.of()));
        assertThatThrownBy(() -> scheduler.deployments.repeat(Services.id("old", 1), null, Requester.UNKNOWN))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessage("version 3 of old cannot have host port 8000: it belongs to the service port now,"
                        + " its version 1 serves with it (expected: one that no other service has)");
        TestScheduler.removed(scheduler, "port");
        assertThatThrownBy(() -> scheduler.deployments.repeat(Services.id("old", 1), null, Requester.UNKNOWN))
                .hasMessageContaining("cannot have domain shop.example: it belongs to the service shop now");
        assertThat(scheduler.repository.history("old")).hasSize(2);
        TestScheduler.removed(scheduler, "shop");
        assertThat(TestScheduler.ended(scheduler.deployments.repeat(Services.id("old", 1), null, Requester.UNKNOWN))
                        .state())
                .isEqualTo(DeploymentState.DONE);
    }

    @Test
    void a_rollback_does_not_take_a_route_that_another_service_has_now() {
        scheduler.deployAndWait(routed("old", new Route("shop.example", "/cart", null, null)));
        scheduler.deployAndWait(service("old", null, List.of()));
        scheduler.deployAndWait(routed("cart", new Route("shop.example", "/cart", true, null)));
        assertThatThrownBy(() -> scheduler.deployments.repeat(Services.id("old", 1), null, Requester.UNKNOWN))
                .hasMessage("version 3 of old cannot have route shop.example/cart: it belongs to the service cart now,"
                        + " its version 1 serves with it (expected: one that no other service has)");
        assertRefused(
                Cause.ROUTE_TAKEN, () -> scheduler.deployments.repeat(Services.id("old", 1), null, Requester.UNKNOWN));
        scheduler.deployAndWait(routed("shop", new Route("shop.example", "/cart/items", null, null)));
        assertRefused(Cause.DOMAIN_TAKEN, () -> {
            scheduler.deployAndWait(service("owner", null, List.of("shop.example")));
            scheduler.deployAndWait(routed("thief", new Route("shop.example", null, null, null)));
        });
    }

    private static ServiceDefinition routed(String name, Route route) {
        ServiceConfig config =
                Services.config(1).toBuilder().routes(List.of(route)).build();
        return new ServiceDefinition(name, null, "team/" + name, config);
    }

    @Test
    void what_the_directory_gives_to_another_service_is_not_taken_from_it() {
        scheduler.deployAndWait(service("old", null, List.of("shop.example")));
        scheduler.deployAndWait(service("old", null, List.of()));
        world.directory.put("shop", service("shop", null, List.of("shop.example")));
        assertRefused(
                Cause.DOMAIN_TAKEN, () -> scheduler.deployments.repeat(Services.id("old", 1), null, Requester.UNKNOWN));
    }

    @Test
    void a_service_keeps_what_it_serves_with() {
        scheduler.deployAndWait(service("web", null, List.of("shop.example")));
        world.directory.put("shop", service("shop", null, List.of("shop.example")));
        assertThat(TestScheduler.ended(scheduler.restart()).state()).isEqualTo(DeploymentState.DONE);
    }

    @Test
    void of_two_services_that_claim_a_domain_at_once_one_gets_it() {
        List<Boolean> accepted = atOnce(8, number -> {
            try {
                scheduler.deployments.deploy(
                        service("service-" + number, null, List.of("shop.example")), order(null, null));
                return true;
            } catch (DeploymentRefusedException refused) {
                return false;
            }
        });
        assertThat(accepted).containsOnlyOnce(true);
    }

    @Test
    void versions_continue_above_what_the_engine_and_etcd_hold() {
        scheduler.deployAndWait(Services.web(1));
        scheduler.close();
        world.change(() -> world.hold(Services.release("web", 5)));
        scheduler = new TestScheduler(world, folder);
        assertThat(previewed()).isEqualTo(6);
        assertThat(scheduler.deployAndWait(Services.web(1)).id().version()).isEqualTo(6);
        scheduler.close();
        world.published.add("web 9");
        scheduler = new TestScheduler(world, folder);
        assertThat(previewed()).isEqualTo(10);
        assertThat(scheduler.deployAndWait(Services.web(1)).id().version()).isEqualTo(10);
        assertThat(previewed()).isEqualTo(11);
        assertThat(scheduler.deployAndWait(Services.web(1)).id().version()).isEqualTo(11);
        assertThat(scheduler.look().entries())
                .as("what the restored journal does not know is shown")
                .anyMatch(entry -> entry.finding().release().equals(Services.id("web", 5)));
    }

    private int previewed() {
        return scheduler.core.previews().of(Services.web(1), order(null, null)).version();
    }

    @Test
    void no_version_is_given_out_while_the_engine_cannot_be_asked() {
        world.engineDown = true;
        assertThatThrownBy(() -> scheduler.deploy(Services.web(1))).isInstanceOf(EngineUnavailableException.class);
        assertThat(scheduler.repository.history("web")).isEmpty();
    }
}
