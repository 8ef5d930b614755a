package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.engine.ClusterEngine;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.util.Set;
import java.util.TreeSet;

/** Takes a service off the platform. Every step may be done twice: a removal that was cut off is run again from its start. */
final class Removal {

    private final ClusterEngine engine;
    private final Routes routes;
    private final DeploymentRepository repository;
    private final ServiceDirectory directory;
    private final Retirement retirement;
    private final Pacing pacing;
    private final Pause pause;

    Removal(
            ClusterEngine engine,
            Routes routes,
            DeploymentRepository repository,
            ServiceDirectory directory,
            Retirement retirement,
            Pacing pacing,
            Pause pause) {
        this.engine = engine;
        this.routes = routes;
        this.repository = repository;
        this.directory = directory;
        this.retirement = retirement;
        this.pacing = pacing;
        this.pause = pause;
    }

    /** Blocks until nothing of the service is left. */
    void run(String service) {
        Set<Integer> versions = new TreeSet<>();
        persistently(() -> versions.addAll(versions(service)));
        versions.forEach(version -> persistently(() -> retirement.withdraw(new ReleaseId(service, version))));
        versions.forEach(version -> persistently(() -> retirement.awaitWithdrawn(new ReleaseId(service, version))));
        versions.forEach(version -> persistently(() -> retirement.awaitOut(new ReleaseId(service, version))));
        versions.forEach(version -> persistently(() -> retirement.destroy(new ReleaseId(service, version))));
        persistently(() -> routes.removeService(service));
        persistently(() -> directory.delete(service));
        repository.endRemoval(service);
    }

    /** Those that serve, and those of which the engine still holds something. */
    private Set<Integer> versions(String service) {
        Set<Integer> versions = new TreeSet<>();
        repository
                .serving(service)
                .forEach(deployment -> versions.add(deployment.id().version()));
        engine.present().stream()
                .filter(id ->
                        id.service().equals(service) && repository.find(id).isPresent())
                .forEach(id -> versions.add(id.version()));
        return versions;
    }

    private void persistently(Runnable action) {
        Persistently.run(pause, pacing, action);
    }
}
