package io.paz.test.cluster;

import com.github.dockerjava.api.DockerClient;
import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;

/** One host: systemd, etcd, a Docker engine and, where it is at hand, fleet. */
public final class ClusterHost implements AutoCloseable {

    private static final int STOP_SECONDS = 60;
    private static final int READABLE = 0644;
    private static final int SECRET = 0600;

    private final GenericContainer<?> container;
    private final String name;
    private final String ip;
    private final String machine;

    /**
     * @param shared folder that is {@code /shared} on the host, read only
     * @param files texts by the path that they have on the host
     */
    ClusterHost(String image, Network network, String name, String ip, Path shared, Map<String, String> files) {
        this.name = name;
        this.ip = ip;
        this.machine = files.getOrDefault("/etc/machine-id", "").strip();
        this.container = new GenericContainer<>(image)
                .withImagePullPolicy(local -> false)
                .withNetwork(network)
                .withCreateContainerCmdModifier(create -> HostContainer.prepare(create, name, ip, shared));
        files.forEach((path, text) -> container.withCopyToContainer(
                Transferable.of(text, path.startsWith("/etc/paz/") ? SECRET : READABLE), path));
    }

    public String name() {
        return name;
    }

    public String ip() {
        return ip;
    }

    /** Its name in fleet. */
    String machine() {
        return machine;
    }

    boolean isStarted() {
        return container.getContainerId() != null;
    }

    void start() {
        container.start();
    }

    /** Starts it; whether systemd came up in it within this time. */
    boolean comesUp(Duration atMost) {
        try {
            start();
            Await.until("systemd is up", atMost, () -> succeeds("systemctl is-active basic.target"));
            return true;
        } catch (ContainerLaunchException | AssertionError refused) {
            return false;
        }
    }

    /** Runs a piece of shell on the host, as root. */
    public Command.Result shell(String script) {
        return Command.of("docker", "exec", container.getContainerId(), "/bin/bash", "-euo", "pipefail", "-c", script)
                .run(Map.of());
    }

    /** What a piece of shell printed, without blanks around it; it must succeed. */
    public String output(String script) {
        return shell(script).expectSuccess().output().strip();
    }

    /** What etcdctl printed on the host, as etcd's user root; it must succeed. */
    public String etcdctl(String arguments) {
        return output(etcdctlCommand(arguments));
    }

    /** A piece of shell that runs etcdctl as etcd's user root. */
    static String etcdctlCommand(String arguments) {
        return "(set -a; . /etc/paz/etcdctl.env; exec etcdctl " + arguments + ")";
    }

    public boolean succeeds(String script) {
        return shell(script).status() == 0;
    }

    /** Ends all of its processes at once; unlike a machine without power, they close their connections. */
    void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    /** Ends it as a power failure does: nobody hears of it, not even its connections' other ends. */
    void lose() {
        output("ip link set eth0 down");
        kill();
    }

    /** Shuts the host down in order. */
    void shutDown() {
        docker().stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    /** Starts it again after {@link #kill} or {@link #shutDown}, with its disk as it was. */
    void startAgain() {
        docker().startContainerCmd(container.getContainerId()).exec();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    @Override
    public void close() {
        if (isStarted()) {
            docker().removeContainerCmd(container.getContainerId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        }
    }
}
