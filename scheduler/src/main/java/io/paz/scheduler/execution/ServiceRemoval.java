package io.paz.scheduler.execution;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.catalog.ServiceDirectory;
import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.image.ImageResolver;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Retry;
import io.paz.scheduler.time.Timeouts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Removes a service from the platform. Every step may be done twice: a removal that was cut off is run again from its start. */
public final class ServiceRemoval {

    private final ClusterEngine engine;
    private final Routes routes;
    private final DeploymentRepository repository;
    private final ServiceDirectory directory;
    private final ImageResolver images;
    private final Retirement retirement;
    private final Timeouts timeouts;
    private final Pause pause;

    public ServiceRemoval(
            ClusterEngine engine,
            Routes routes,
            DeploymentRepository repository,
            ServiceDirectory directory,
            ImageResolver images,
            Retirement retirement,
            Timeouts timeouts,
            Pause pause) {
        this.engine = engine;
        this.routes = routes;
        this.repository = repository;
        this.directory = directory;
        this.images = images;
        this.retirement = retirement;
        this.timeouts = timeouts;
        this.pause = pause;
    }

    /** Blocks until nothing of the service is left but the record of its removal. */
    public void run(String service) {
        unlist(service);
        Map<ReleaseId, List<Integer>> present = new LinkedHashMap<>();
        persistently(() -> present.putAll(present(service)));
        present.forEach((id, instances) -> persistently(() -> retirement.withdraw(id, instances)));
        present.forEach((id, instances) -> persistently(() -> retirement.awaitWithdrawn(id, instances)));
        present.forEach((id, instances) -> persistently(() -> retirement.awaitOut(id, instances)));
        present.forEach((id, instances) -> persistently(() -> retirement.destroy(id, instances)));
        present.keySet().forEach(id -> persistently(() -> retirement.retire(id)));
        persistently(() -> routes.removeService(service));
        images.protect(service, List.of());
    }

    /**
     * Once and first: a service of the same name that is listed later is another one, which a repeated removal must not delete. So the entry
     * that is to go is on disk before it goes.
     */
    private void unlist(String service) {
        if (repository.isListed(service)) {
            Optional<Entry> entry = repository.unlisting(service).or(() -> beginUnlisting(service));
            entry.ifPresent(found -> persistently(() -> directory.delete(found)));
            repository.unlisted(service);
        }
    }

    private Optional<Entry> beginUnlisting(String service) {
        Optional<Entry> entry = Retry.call(pause, timeouts, () -> directory.find(service));
        repository.beginUnlisting(service, entry.orElse(null));
        return entry;
    }

    /** Versions that serve, and those of which the engine still holds something, with the numbers of their instances. */
    private Map<ReleaseId, List<Integer>> present(String service) {
        Map<ReleaseId, List<Integer>> present = new LinkedHashMap<>();
        Stream.concat(
                        repository.serving(service).stream(),
                        engine.present().stream()
                                .filter(id -> id.service().equals(service))
                                .flatMap(id -> repository.find(id).stream()))
                .map(Deployment::release)
                .forEach(release -> present.put(release.id(), release.instances()));
        return present;
    }

    private void persistently(Runnable action) {
        Retry.run(pause, timeouts, action);
    }
}
