package io.paz.scheduler.admission;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.admission.Claims.Conflict;
import io.paz.scheduler.admission.Claims.Owner;
import io.paz.scheduler.catalog.ServiceDirectory;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.RequestKey;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.routing.RoutesUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Assigns version numbers: above every number that is in use, and to one service only what no other has. Only one is given out at a time,
 * so that of two services which ask for the same domain at once one gets it. Blocks on the disk, and the first time on the engine.
 */
public final class Admission {

    private final DeploymentRepository repository;
    private final ServiceDirectory directory;
    private final VersionFloor floor;
    private final Object order = new Object();

    public Admission(DeploymentRepository repository, ServiceDirectory directory, ClusterEngine engine, Routes routes) {
        this.repository = repository;
        this.directory = directory;
        this.floor = new VersionFloor(engine::present, () -> published(routes));
    }

    private static Optional<Set<ReleaseId>> published(Routes routes) {
        try {
            return Optional.of(routes.versions());
        } catch (RoutesUnavailableException e) {
            return Optional.empty();
        }
    }

    /** Returns the version that a deployment would get now. */
    public int nextVersion(String service) {
        return repository.nextVersion(service, floor.of(service));
    }

    /** What an earlier request with the key got. */
    public Optional<Deployment> earlier(String service, @Nullable RequestKey key) {
        return key == null ? Optional.empty() : repository.findByKey(service, key);
    }

    /**
     * Keeps a new deployment; called while nothing else of the service can be accepted.
     *
     * @throws DeploymentRefusedException when another service has what it needs for itself
     */
    public Deployment admit(
            String service, @Nullable RequestKey key, String event, IntFunction<Deployment> deployment) {
        int above = floor.of(service);
        synchronized (order) {
            return repository.append(service, key, event, above, version -> {
                Deployment made = deployment.apply(version);
                requireFree(made.id(), made.release().config());
                return made;
            });
        }
    }

    private void requireFree(ReleaseId id, ServiceConfig config) {
        List<ServiceConfig> own = repository.serving(id.service()).stream()
                .map(each -> each.release().config())
                .toList();
        Set<Claim> added = Claims.added(config, own);
        if (!added.isEmpty()) {
            Claims.conflict(id.service(), added, owners()).ifPresent(conflict -> refuse(id, conflict));
        }
    }

    private List<Owner> owners() {
        List<Owner> owners = new ArrayList<>();
        Stream.concat(repository.serving().stream(), repository.unfinished().stream())
                .map(each -> new Owner(
                        each.id().service(),
                        each.release().config(),
                        "its version " + each.id().version()
                                + (each.serving() ? " serves with it" : " is being deployed with it")))
                .forEach(owners::add);
        directory.services().stream()
                .map(each -> new Owner(each.name(), each.config(), "the service directory has it so"))
                .forEach(owners::add);
        return owners;
    }

    private static void refuse(ReleaseId id, Conflict conflict) {
        String message =
                "version %d of %s cannot have %s: it belongs to the service %s now, %s (expected: one that no other service has)"
                        .formatted(
                                id.version(),
                                id.service(),
                                conflict.claim(),
                                conflict.owner().service(),
                                conflict.owner().as());
        throw switch (conflict.claim().kind()) {
            case DOMAIN -> DeploymentRefusedException.domainTaken(message);
            case ROUTE -> DeploymentRefusedException.routeTaken(message);
            case HOST_PORT, TCP_PORT -> DeploymentRefusedException.portTaken(message);
        };
    }
}
