package io.paz.test.cluster;

import com.github.dockerjava.api.model.Network.Ipam;
import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.testcontainers.containers.Network;

/** Hosts on a network of their own; the machine that the tests run on reaches them under their addresses. */
public final class Cluster implements AutoCloseable {

    public static final String TOKEN = "0123456789abcdef0123456789abcdef";

    /** Of HAProxy's statistics, with the user paz. */
    static final String STATISTICS_PASSWORD = "5f".repeat(32);

    private static final String IMAGE = "paz-test/host";
    private static final Duration A_START = Duration.ofSeconds(90);

    private final Network network;
    private final List<ClusterHost> hosts;

    private Cluster(Network network, List<ClusterHost> hosts) {
        this.network = network;
        this.hosts = hosts;
    }

    /**
     * Starts hosts, and waits until etcd and every Docker engine answer, and fleet where it is at hand.
     *
     * @param shared folder that is {@code /shared} on each host, read only; its folder {@code storage} is {@code /mnt/storage}
     */
    public static Cluster start(int size, Path shared) {
        Cluster cluster = prepared(size, shared);
        boolean ready = false;
        try {
            makeStorage(shared.resolve("storage"));
            cluster.hosts.forEach(ClusterHost::start);
            cluster.hosts.forEach(Cluster::awaitEtcd);
            cluster.setRoles();
            cluster.hosts.forEach(cluster::awaitReady);
            ready = true;
        } finally {
            if (!ready) {
                cluster.close();
            }
        }
        return cluster;
    }

    /** Whether systemd comes up in a container here: an engine that is itself confined may forbid it what it needs. */
    static boolean canRun(Path shared) {
        makeStorage(shared.resolve("storage"));
        try (Cluster one = prepared(1, shared)) {
            return one.host(1).comesUp(A_START);
        }
    }

    private static Cluster prepared(int size, Path shared) {
        String image = Command.of(
                        Platform.ROOT.resolve("scripts/images/host.sh").toString(), IMAGE)
                .run(Map.of())
                .expectSuccess()
                .output()
                .strip();
        String prefix = prefix();
        Network network = network(prefix);
        List<String> ips = IntStream.rangeClosed(1, size)
                .mapToObj(number -> prefix + (10 + number))
                .toList();
        HostFiles files = new HostFiles(ips, shared);
        return new Cluster(
                network,
                IntStream.rangeClosed(1, size)
                        .mapToObj(number -> new ClusterHost(
                                image, network, "host-" + number, ips.get(number - 1), shared, files.of(number)))
                        .toList());
    }

    private static void makeStorage(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String prefix() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "10." + random.nextInt(200, 250) + "." + random.nextInt(1, 250) + ".";
    }

    static Network network(String prefix) {
        Ipam.Config range = new Ipam.Config().withSubnet(prefix + "0/24");
        return Network.builder()
                .createNetworkCmdModifier(create -> create.withIpam(new Ipam().withConfig(range)))
                .build();
    }

    private static void awaitEtcd(ClusterHost host) {
        Await.until(
                host.name() + " has a healthy etcd",
                A_START,
                () -> host.succeeds(ClusterHost.etcdctlCommand("endpoint health")));
    }

    /** As {@code scripts/install-hosts.sh} does. */
    private void setRoles() {
        try {
            hosts.get(0).output(Files.readString(Platform.ROOT.resolve("scripts/etcd-roles.sh")) + "set_cluster_roles");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(ClusterHost host) {
        Await.until(host.name() + " runs a Docker engine", A_START, () -> host.succeeds("docker info"));
        if (RealFleet.isThere()) {
            Await.until(host.name() + " sees every machine", A_START, () -> machines(host) == hosts.size());
        }
    }

    private static long machines(ClusterHost host) {
        return host.shell("/opt/bin/fleetctl --endpoint=http://127.0.0.1:49153 list-machines --no-legend")
                .output()
                .lines()
                .filter(line -> line.contains(".."))
                .count();
    }

    /** The n-th host, from 1. */
    public ClusterHost host(int number) {
        return hosts.get(number - 1);
    }

    public List<ClusterHost> hosts() {
        return hosts;
    }

    /** The host whose member of etcd leads. */
    ClusterHost etcdLeader() {
        return hosts.stream()
                .filter(host -> host.succeeds(ClusterHost.etcdctlCommand("endpoint status -w json")
                        + " | grep -qE '\"member_id\":([0-9]+).*\"leader\":\\1,'"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        // What is in there belongs to other users; the folder itself is the test's.
        ClusterHost last = hosts.get(hosts.size() - 1);
        if (last.isStarted()) {
            last.shell("rm -rf /mnt/storage/*");
        }
        hosts.forEach(ClusterHost::close);
        network.close();
    }
}
