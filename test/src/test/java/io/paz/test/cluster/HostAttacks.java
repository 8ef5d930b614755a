package io.paz.test.cluster;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tries to reach addresses from a container of a service, or as a user without rights, on a host of a cluster.
 *
 * @param as the command that gives a program the attacker's network, or user
 */
record HostAttacks(ClusterHost host, String as) {

    private static final String METADATA = "169.254.169.254";

    static HostAttacks fromContainer(ClusterHost host, String container) {
        return new HostAttacks(
                host, "nsenter --net --target $(docker inspect -f '{{.State.Pid}}' " + container + ") -- ");
    }

    /** As a user that no program of Paz runs as. */
    static HostAttacks asLocalUser(ClusterHost host) {
        return new HostAttacks(host, "setpriv --reuid=1234 --regid=1234 --clear-groups -- ");
    }

    /** Those of the addresses, each a host and a port, that take a connection. */
    List<String> reached(List<String> addresses) {
        return host.output("for address in " + String.join(" ", addresses) + "; do if " + as
                        + "timeout 5 bash -c \"</dev/tcp/${address/://}\" 2>/dev/null; then echo $address; fi; done")
                .lines()
                .toList();
    }

    /** Another machine beside the host, at the address of clouds' metadata service, that listens on port 80. */
    static String startMetadataService(ClusterHost host) {
        host.output("ip netns add cloud && ip link add cloud type veth peer name there netns cloud"
                + " && ip addr add 169.254.169.253/30 dev cloud && ip link set cloud up"
                + " && ip -n cloud addr add " + METADATA + "/30 dev there && ip -n cloud link set there up"
                + " && ip -n cloud route add default via 169.254.169.253"
                + " && ip netns exec cloud busybox httpd -h /etc/alternatives -p 80");
        return METADATA + ":80";
    }

    /** These ports at an address. */
    static List<String> at(String address, int... ports) {
        return IntStream.of(ports).mapToObj(port -> address + ":" + port).toList();
    }
}
