package io.paz.test.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A host beside this machine, at a link-local address where clouds have their metadata service, with programs that listen. */
final class NeighbourHost implements AutoCloseable {

    private static final String OUR_ADDRESS = "169.254.77.1";

    private final String name = "pz" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Process> programs = new ArrayList<>();

    NeighbourHost(int... ports) throws IOException {
        ContainerAttacks.run("ip", "netns", "add", name);
        ContainerAttacks.run("ip", "link", "add", name, "type", "veth", "peer", "name", "there", "netns", name);
        ContainerAttacks.run("ip", "addr", "add", OUR_ADDRESS + "/30", "dev", name);
        ContainerAttacks.run("ip", "link", "set", name, "up");
        ContainerAttacks.run("ip", "-n", name, "addr", "add", address() + "/30", "dev", "there");
        ContainerAttacks.run("ip", "-n", name, "link", "set", "there", "up");
        ContainerAttacks.run("ip", "-n", name, "route", "add", "default", "via", OUR_ADDRESS);
        for (int port : ports) {
            programs.add(new ProcessBuilder(
                            "ip",
                            "netns",
                            "exec",
                            name,
                            "busybox",
                            "httpd",
                            "-f",
                            "-h",
                            "/proc",
                            "-p",
                            String.valueOf(port))
                    .start());
        }
    }

    String address() {
        return "169.254.77.2";
    }

    @Override
    public void close() {
        programs.forEach(Process::destroy);
        ContainerAttacks.run("ip", "netns", "delete", name);
    }
}
