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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testcontainers.containers.Network;

/** Hosts on a network of their own; the machine that the tests run on reaches them under their addresses. */
public final class Cluster implements AutoCloseable {

    public static final String TOKEN = "0123456789abcdef0123456789abcdef";

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
        return new Cluster(
                network,
                IntStream.rangeClosed(1, size)
                        .mapToObj(number -> new ClusterHost(
                                image, network, "host-" + number, ips.get(number - 1), shared, files(number, ips)))
                        .toList());
    }

    private static void makeStorage(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String prefix() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "10." + random.nextInt(200, 250) + "." + random.nextInt(1, 250) + ".";
    }

    private static Network network(String prefix) {
        Ipam.Config range = new Ipam.Config().withSubnet(prefix + "0/24");
        return Network.builder()
                .createNetworkCmdModifier(create -> create.withIpam(new Ipam().withConfig(range)))
                .build();
    }

    private static Map<String, String> files(int number, List<String> ips) {
        String members = IntStream.rangeClosed(1, ips.size())
                .mapToObj(other -> "host-" + other + "=http://" + ips.get(other - 1) + ":2380")
                .collect(Collectors.joining(","));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("/etc/machine-id", UUID.randomUUID().toString().replace("-", "") + "\n");
        files.put("/etc/paz/token", TOKEN + "\n");
        files.put("/etc/paz/secrets.key", "0a1b2c3d " + "5e".repeat(32) + "\n");
        files.put("/etc/paz/host.env", """
                PAZ_HOST_IP=%s
                PAZ_ETCD_ENDPOINTS=%s
                PAZ_BACKUPS=/mnt/storage
                PATH=/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
                """.formatted(
                        ips.get(number - 1),
                        ips.stream().map(ip -> "http://" + ip + ":2379").collect(Collectors.joining(","))));
        files.put("/etc/paz/etcd.env", """
                ETCD_NAME=host-%d
                ETCD_INITIAL_CLUSTER=%s
                ETCD_INITIAL_CLUSTER_STATE=new
                """.formatted(number, members));
        if (number == 1) {
            // Where Paz keeps its data.
            files.put("/etc/paz/fleet.env", "FLEET_METADATA=paz=home\n");
        }
        return files;
    }

    private void awaitReady(ClusterHost host) {
        Await.until(host.name() + " runs a Docker engine", A_START, () -> host.succeeds("docker info"));
        Await.until(
                host.name() + " has a healthy etcd",
                A_START,
                () -> host.succeeds("ETCDCTL_API=3 /opt/bin/etcdctl endpoint health"));
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
                .filter(host -> host.succeeds("ETCDCTL_API=3 /opt/bin/etcdctl endpoint status -w json | grep -qE"
                        + " '\"member_id\":([0-9]+).*\"leader\":\\1,'"))
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
