package io.paz.scheduler.execution;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.plan.Strategies;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.Requester;
import java.util.Locale;

/** Accepts and reads operators' requests about running deployments. Safe for several threads; blocks on the disk. */
public final class Interventions {

    private final DeploymentRepository repository;

    public Interventions(DeploymentRepository repository) {
        this.repository = repository;
    }

    /**
     * Keeps it on disk, unless it is too late for it.
     *
     * @throws DeploymentRefusedException when it cannot be followed any more, or never could
     */
    public synchronized void accept(Deployment deployment, Intervention wanted, Requester requester) {
        ReleaseId id = deployment.id();
        Deployment now = repository.find(id).orElse(deployment);
        requireRunning(now, wanted);
        if (wanted == Intervention.PROMOTE && !Strategies.CANARY.equals(now.strategy())) {
            throw refused(id, wanted, "follows the strategy " + now.strategy(), "a canary");
        }
        if (wanted == Intervention.PROMOTE && isAborted(id)) {
            throw refused(id, wanted, "was aborted", "one that nobody aborted");
        }
        if (repository.intervention(id).filter(wanted::equals).isEmpty()) {
            repository.intervene(id, wanted, requester);
        }
    }

    private static void requireRunning(Deployment now, Intervention wanted) {
        if (now.state() != DeploymentState.RUNNING) {
            String state = now.state().name().toLowerCase(Locale.ROOT);
            throw refused(now.id(), wanted, "is " + state, "one that is running");
        }
        if (now.isAbandoned()) {
            throw refused(now.id(), wanted, "goes back already: " + now.reason(), "one that goes forward");
        }
        if (now.committed()) {
            throw refused(
                    now.id(),
                    wanted,
                    "serves already and ends the old version",
                    "one that does not serve alone yet; roll back instead");
        }
    }

    private static DeploymentRefusedException refused(ReleaseId id, Intervention wanted, String is, String expected) {
        return DeploymentRefusedException.tooLate(
                "%s of %s: it %s (expected: %s)".formatted(wanted.name().toLowerCase(Locale.ROOT), id, is, expected));
    }

    boolean isAborted(ReleaseId id) {
        return repository.intervention(id).filter(Intervention.ABORT::equals).isPresent();
    }

    boolean isPromoted(ReleaseId id) {
        return repository.intervention(id).filter(Intervention.PROMOTE::equals).isPresent();
    }

    /**
     * From now on there is no way back; kept on disk.
     *
     * @throws DeploymentFailedException when somebody aborted it before
     */
    synchronized Deployment commit(Deployment deployment) throws DeploymentFailedException {
        if (isAborted(deployment.id())) {
            throw DeploymentFailedException.cancelled();
        }
        Deployment committed = deployment.asCommitted();
        repository.save(committed);
        return committed;
    }
}
