package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.engine.ClusterEngine;
import java.lang.System.Logger.Level;

/**
 * Removes what the engine holds of versions that are over. A version that Paz never gave out belongs to somebody else, whatever
 * its name looks like, and is left alone.
 */
final class Leftovers {

    private static final System.Logger log = System.getLogger(Leftovers.class.getName());

    private final ClusterEngine engine;
    private final Routes routes;
    private final DeploymentRepository repository;
    private final Pacing pacing;
    private final Pause pause;

    Leftovers(ClusterEngine engine, Routes routes, DeploymentRepository repository, Pacing pacing, Pause pause) {
        this.engine = engine;
        this.routes = routes;
        this.repository = repository;
        this.pacing = pacing;
        this.pause = pause;
    }

    /** Blocks until the engine and the routes answered. */
    void remove() {
        Persistently.run(pause, pacing, this::removeOnce);
    }

    private void removeOnce() {
        engine.present().stream()
                .flatMap(release -> repository.find(release).stream())
                .filter(deployment -> deployment.state().isFinal() && !deployment.serving())
                .forEach(this::remove);
    }

    private void remove(Deployment deployment) {
        log.log(Level.WARNING, "{0} is over, but the engine still holds some of it: removing that", deployment.id());
        engine.destroy(deployment.release(), deployment.release().instances());
        routes.removeVersion(deployment.id());
    }
}
