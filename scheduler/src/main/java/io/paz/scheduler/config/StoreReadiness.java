package io.paz.scheduler.config;

import io.paz.http.status.Readiness;
import io.paz.http.status.ReadinessCheck;
import io.paz.scheduler.deployment.DeploymentRepository;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Readiness of the deployment store. */
final class StoreReadiness implements ReadinessCheck {

    private final DeploymentRepository repository;

    StoreReadiness(DeploymentRepository repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public Mono<Readiness> check() {
        return Mono.fromCallable(repository::removals)
                .map(read -> Readiness.ready())
                .onErrorReturn(Readiness.down("the store cannot be read; see the log"))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
