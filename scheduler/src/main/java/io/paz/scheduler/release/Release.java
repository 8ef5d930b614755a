package io.paz.scheduler.release;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.Confinement;
import io.paz.engine.spec.ContainerSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Exact content of a version.
 *
 * @param image reference, with its digest where one is known
 * @param imageId of the host's image that it is, {@code sha256:...}; null where the digest says it, or nothing does
 * @param freshlyPushed whether a registry or a build just pushed the image, so that a host must ask the registry for it
 * @param confinement of its containers; null of a version that an earlier release of Paz made, whose containers stay as they are
 */
public record Release(
        ReleaseId id,
        @Nullable String description,
        String image,
        @Nullable String imageId,
        boolean freshlyPushed,
        ServiceConfig config,
        @Nullable Confinement confinement) {

    /** Not confined, and of an image that is run by its name. */
    public Release(
            ReleaseId id, @Nullable String description, String image, boolean freshlyPushed, ServiceConfig config) {
        this(id, description, image, null, freshlyPushed, config, null);
    }

    /** Numbers of its instances, from 1. */
    public List<Integer> instances() {
        return IntStream.rangeClosed(1, config.numInstances()).boxed().toList();
    }

    /** Requests are routed to the first port; a service without ports is never announced. */
    public boolean isRouted() {
        return !config.ports().isEmpty();
    }

    /** Whether it says which content it runs; if not, each start runs what the image's tag names then. */
    public boolean isPinned() {
        return imageId != null || image.contains("@sha256:");
    }

    /** What an engine is to run of it. */
    public ContainerSpec spec() {
        return ContainerSpec.builder(id, image)
                .description(description)
                .imageId(imageId)
                .freshlyPushed(freshlyPushed)
                .instances(config.numInstances())
                .ports(config.ports())
                .env(config.env())
                .volumes(config.volume())
                .user(config.user())
                .health(config.health().probe(id.service()))
                .stopSeconds(config.stopSeconds())
                .memory(config.limits().map(Resources::memory).orElse(null))
                .cpus(config.limits().map(Resources::cpus).orElse(null))
                .command(config.arguments())
                .labels(config.containerLabels())
                .upstreams(config.upstreamNames())
                .confinement(confinement)
                .build();
    }

    /** The same of another image. */
    public Release withImage(String name, @Nullable String id) {
        return new Release(this.id, description, name, id, freshlyPushed, config, confinement);
    }

    /** The same with another number of instances. */
    public Release withInstances(int instances) {
        return new Release(
                id, description, image, imageId, freshlyPushed, config.withInstances(instances), confinement);
    }

    /** The same with other variables. */
    public Release withConfig(ServiceConfig changed) {
        return new Release(id, description, image, imageId, freshlyPushed, changed, confinement);
    }

    /** The same as another version. */
    public Release as(ReleaseId other) {
        return new Release(other, description, image, imageId, freshlyPushed, config, confinement);
    }
}
