package io.paz.scheduler.web;

import io.paz.http.error.ApiException;
import io.paz.scheduler.directory.RemoteDirectory;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.service.DeploymentService;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Route of service removal. */
@RestController
final class RemovalController {

    private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(60);

    private final RemoteDirectory directory;
    private final DeploymentService deployments;

    RemovalController(RemoteDirectory directory, DeploymentService deployments) {
        this.directory = directory;
        this.deployments = deployments;
    }

    /** Answers when nothing of the service is left. */
    @DeleteMapping("/services/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(@PathVariable String name, ServerWebExchange exchange) {
        Requester requester = Requesters.of(exchange);
        return directory
                .byName(name)
                .hasElement()
                .flatMap(listed -> listed ? Mono.just(true) : Blocking.call(() -> deployments.isActive(name)))
                .filter(known -> known)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(
                        "service: value " + name + " (expected: a service of the service directory)")))
                .flatMap(known -> Blocking.call(() -> deployments.remove(name, requester)))
                .flatMap(removed -> Mono.fromFuture(removed, true))
                .timeout(REMOVAL_TIMEOUT)
                .onErrorMap(
                        TimeoutException.class,
                        late -> ApiException.unavailable(
                                "service %s is not removed after %d s (expected: by then); the work goes on, ask again"
                                        .formatted(name, REMOVAL_TIMEOUT.toSeconds()),
                                late));
    }
}
