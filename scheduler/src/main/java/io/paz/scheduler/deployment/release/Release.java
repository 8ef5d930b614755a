package io.paz.scheduler.deployment.release;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what is to run.
 *
 * @param image reference, with tag or digest where one was given
 * @param freshlyPushed whether a registry or a build just pushed the image, so that a host must ask the registry for it
 */
public record Release(
        ReleaseId id, @Nullable String description, String image, boolean freshlyPushed, ServiceConfig config) {

    /** Numbers of its instances, from 1. */
    public List<Integer> instances() {
        return IntStream.rangeClosed(1, config.numInstances()).boxed().toList();
    }

    /** Requests are routed to the first port; a service without ports is never announced. */
    public boolean isRouted() {
        return !config.ports().isEmpty();
    }

    /** The same with another number of instances. */
    public Release withInstances(int instances) {
        return new Release(id, description, image, freshlyPushed, config.withInstances(instances));
    }

    /** The same as another version. */
    public Release as(ReleaseId other) {
        return new Release(other, description, image, freshlyPushed, config);
    }
}
