package io.paz.scheduler.space;

import io.paz.engine.control.HostSpace.PulledImage;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The images that versions need which run, are being deployed, or may be rolled back to without a registry. */
final class NeededImages {

    private final Set<String> contents = new HashSet<>();

    /**
     * Adds a service that is not deleted.
     *
     * @param history by version
     * @param keep so many of the newest versions that served
     */
    NeededImages add(List<Deployment> history, int keep) {
        List<Deployment> served =
                history.stream().filter(NeededImages::hasServed).toList();
        last(served, keep).forEach(this::add);
        last(history, 1).forEach(this::add);
        history.stream()
                .filter(each -> each.serving() || !each.state().isFinal())
                .forEach(this::add);
        return this;
    }

    private static List<Deployment> last(List<Deployment> deployments, int count) {
        return deployments.subList(Math.max(0, deployments.size() - count), deployments.size());
    }

    private static boolean hasServed(Deployment deployment) {
        return deployment.state() == DeploymentState.DONE;
    }

    private void add(Deployment deployment) {
        contents.add(digest(deployment.release().image()));
        @Nullable String id = deployment.release().imageId();
        if (id != null) {
            contents.add(id);
        }
    }

    boolean contains(PulledImage image) {
        return contents.contains(digest(image.reference())) || contents.contains(image.id());
    }

    /** What a reference means whatever it is called; the whole of it where it has no digest. */
    private static String digest(String reference) {
        return reference.substring(reference.indexOf('@') + 1);
    }
}
