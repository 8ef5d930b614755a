package io.paz.test.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A host beside this machine, at a link-local address where clouds have their metadata service, with programs that listen. */
final class NeighbourHost implements AutoCloseable {

    private static final String OUR_ADDRESS = "169.254.77.1";

    /** Where AWS has it. */
    static final String METADATA = "fd00:ec2::254";

    private static final String FORWARDING = "net.ipv6.conf.all.forwarding";

    private final String name = "pz" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Process> programs = new ArrayList<>();
    /** What this machine's setting was before; empty where it was not changed. */
    private String forwarding = "";

    NeighbourHost(int... ports) throws IOException {
        ContainerAttacks.run("ip", "netns", "add", name);
        ContainerAttacks.run("ip", "link", "add", name, "type", "veth", "peer", "name", "there", "netns", name);
        ContainerAttacks.run("ip", "addr", "add", OUR_ADDRESS + "/30", "dev", name);
        ContainerAttacks.run("ip", "link", "set", name, "up");
        ContainerAttacks.run("ip", "-n", name, "addr", "add", address() + "/30", "dev", "there");
        ContainerAttacks.run("ip", "-n", name, "link", "set", "there", "up");
        ContainerAttacks.run("ip", "-n", name, "route", "add", "default", "via", OUR_ADDRESS);
        for (int port : ports) {
            start(List.of("busybox", "httpd", "-f", "-h", "/proc", "-p", String.valueOf(port)));
        }
    }

    private void start(List<String> command) throws IOException {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(command);
        programs.add(new ProcessBuilder(inside).start());
    }

    /** Answers datagrams at a port. */
    NeighbourHost echoing(int port) throws IOException {
        List<String> command = new ArrayList<>(ContainerAttacks.ECHO);
        command.add(String.valueOf(port));
        start(command);
        return this;
    }

    /** Whether this machine's kernel has it. */
    static boolean hasIpv6() {
        return Files.isDirectory(Path.of("/proc/sys/net/ipv6"));
    }

    /** Has addresses of IPv6 besides, to which this machine forwards: a cloud's metadata service, and an ordinary one. */
    void joinIpv6() {
        forwarding = ContainerAttacks.run("sysctl", "-n", FORWARDING);
        ContainerAttacks.run("sysctl", "-qw", FORWARDING + "=1");
        ContainerAttacks.run("sysctl", "-qw", "net.ipv6.conf." + name + ".disable_ipv6=0");
        ContainerAttacks.run("ip", "-6", "addr", "add", "fd00:78::1/64", "dev", name, "nodad");
        ContainerAttacks.run("ip", "-n", name, "-6", "addr", "add", "fd00:78::2/64", "dev", "there", "nodad");
        ContainerAttacks.run("ip", "-n", name, "-6", "addr", "add", METADATA + "/128", "dev", "there", "nodad");
        ContainerAttacks.run("ip", "-n", name, "-6", "route", "add", "default", "via", "fd00:78::1");
        ContainerAttacks.run("ip", "-6", "route", "add", METADATA + "/128", "via", "fd00:78::2");
    }

    String address() {
        return "169.254.77.2";
    }

    @Override
    public void close() {
        programs.forEach(Process::destroy);
        if (!forwarding.isEmpty()) {
            ContainerAttacks.run("sysctl", "-qw", FORWARDING + "=" + forwarding);
        }
        ContainerAttacks.run("ip", "netns", "delete", name);
    }
}
