package io.paz.host.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container to create.
 *
 * @param image as it was written
 * @param neverPull whether a missing image is an error instead of a reason to pull it
 * @param remove whether the container goes when it has ended
 */
public record ContainerRequest(
        String image,
        boolean neverPull,
        boolean remove,
        Optional<String> name,
        Map<String, String> labels,
        Program program,
        Network network,
        Storage storage,
        Limits limits,
        Logging logging) {

    /**
     * What runs in it.
     *
     * @param command empty for the image's own
     * @param env entries {@code KEY=value}
     */
    public record Program(
            Optional<String> entrypoint,
            List<String> command,
            List<String> env,
            Optional<String> user,
            Optional<String> directory,
            Optional<Integer> stopTimeout,
            Optional<String> stopSignal,
            boolean init) {}

    /**
     * How it is reached, and what it reaches.
     *
     * @param mode a network's name; empty for the engine's default
     * @param extraHosts entries {@code name:address}
     */
    public record Network(
            Optional<String> mode, Optional<String> hostname, List<PublishedPort> ports, List<String> extraHosts) {}

    /**
     * A port of the container that the host forwards to.
     *
     * @param address empty for all addresses of the host
     * @param hostPort empty for one that the engine chooses
     */
    public record PublishedPort(
            Optional<String> address, Optional<Integer> hostPort, int containerPort, String protocol) {}

    /**
     * What it may write to.
     *
     * @param binds entries {@code source:target} or {@code source:target:mode}
     * @param volumes paths of anonymous volumes
     */
    public record Storage(List<String> binds, List<String> volumes, boolean readOnlyRoot) {}

    /**
     * What it may use, and do.
     *
     * @param memory in bytes
     * @param confinement empty for the engine's defaults, as in each request that an earlier release of Paz noted
     */
    public record Limits(
            Optional<Long> memory, Optional<Long> nanoCpus, boolean privileged, Optional<Confinement> confinement) {}

    /**
     * What is taken from a container that the engine would give it.
     *
     * @param pids processes and threads at most
     * @param noNewPrivileges whether no program may gain rights that its caller does not have
     * @param dropped capabilities that it does not get, or {@code ALL}
     * @param added capabilities that it gets all the same
     */
    public record Confinement(Optional<Long> pids, boolean noNewPrivileges, List<String> dropped, List<String> added) {}

    /** @param driver empty for the engine's default */
    public record Logging(Optional<String> driver, Map<String, String> options) {}
}
