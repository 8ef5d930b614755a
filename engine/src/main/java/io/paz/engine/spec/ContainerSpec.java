package io.paz.engine.spec;

import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The containers of a release, each instance alike. Maps keep their order, so that what is rendered from the same release is
 * the same, byte for byte. Made by {@link ContainerSpecBuilder}.
 *
 * @param image reference, with its digest where one is known
 * @param imageId of the host's image that it is, {@code sha256:...}; null where the reference says it, or nothing does
 * @param freshlyPushed whether a registry or a build just pushed the image, so that a host must ask the registry for it
 * @param instances how many the release has
 * @param ports requests are routed to the first; an instance without ports is never announced
 * @param volumes target in the container by source: a named volume or a folder of the host
 * @param memory limit such as {@code 512m}; null for none, or where the confinement says it
 * @param cpus limit; null for none
 * @param upstreams services that it calls, each under a name that resolves in the container
 * @param confinement null where an earlier release of Paz made it, which left this to the engine
 */
public record ContainerSpec(
        ReleaseId release,
        @Nullable String description,
        String image,
        @Nullable String imageId,
        boolean freshlyPushed,
        int instances,
        List<PortMapping> ports,
        Map<String, String> env,
        Map<String, String> volumes,
        @Nullable String user,
        HealthProbe health,
        int stopSeconds,
        @Nullable String memory,
        @Nullable Double cpus,
        List<String> command,
        Map<String, String> labels,
        List<String> upstreams,
        @Nullable Confinement confinement) {

    public ContainerSpec {
        ports = List.copyOf(ports);
        env = inOrder(env);
        volumes = inOrder(volumes);
        command = List.copyOf(command);
        labels = inOrder(labels);
        upstreams = List.copyOf(upstreams);
    }

    /** A builder of one instance of an image, without ports. */
    public static ContainerSpecBuilder builder(ReleaseId release, String image) {
        return new ContainerSpecBuilder(release, image);
    }

    public boolean isRouted() {
        return !ports.isEmpty();
    }

    /** Numbers of its instances, from 1. */
    public List<Integer> numbers() {
        return IntStream.rangeClosed(1, instances).boxed().toList();
    }

    /** All its instances. */
    public List<InstanceId> ids() {
        return numbers().stream().map(release::instance).toList();
    }

    private static Map<String, String> inOrder(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
