package io.paz.directory.catalog.field;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ports of a service; requests are routed to the first one. */
public record Ports(List<Port> values) {

    private static final int MAX_PORTS = 100;
    private static final String EXPECTED = "1 to 65535";

    public Ports {
        values = List.copyOf(values);
        InvalidFieldException.unless(
                values.size() <= MAX_PORTS, "ports", values.size() + " entries", "at most " + MAX_PORTS);
        Set<Integer> hosts = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            check(i, values.get(i), hosts);
        }
    }

    private static void check(int index, Port port, Set<Integer> hosts) {
        InvalidFieldException.unless(
                Port.isPort(port.container()), "ports[%d].container".formatted(index), port.container(), EXPECTED);
        Integer host = port.host();
        if (host != null) {
            String field = "ports[%d].host".formatted(index);
            InvalidFieldException.unless(Port.isPort(host), field, host, EXPECTED);
            InvalidFieldException.unless(hosts.add(host), field, host, "each host port once");
        }
        checkProtocol("ports[%d].".formatted(index), index == 0, port);
    }

    private static void checkProtocol(String prefix, boolean isRouted, Port port) {
        InvalidFieldException.unless(
                isRouted || port.protocol() == null,
                prefix + "protocol",
                port.protocol() == null ? "" : port.protocol().text(),
                "a protocol at the first port only, since requests are routed to that one");
        InvalidFieldException.unless(
                !port.isTcp() || port.publicPort() != null,
                prefix + "publicPort",
                "nothing",
                "the port at which HAProxy is to listen, since protocol is tcp");
        String tcpOnly = "nothing, unless protocol is tcp";
        InvalidFieldException.unless(
                port.isTcp() || port.publicPort() == null, prefix + "publicPort", port.publicPort(), tcpOnly);
        InvalidFieldException.unless(
                port.isTcp() || port.proxyProtocol() == null, prefix + "proxyProtocol", port.proxyProtocol(), tcpOnly);
    }

    /** Whether the service is reached by TCP, and not by HTTP. */
    public boolean isTcp() {
        return !values.isEmpty() && values.get(0).isTcp();
    }

    /** Where HAProxy listens for the service, if it is one of TCP. */
    public Optional<Integer> publicPort() {
        return values.stream().findFirst().map(Port::publicPort);
    }

    /** The ports of the host that the service takes for itself. */
    public Set<Integer> ofHost() {
        return values.stream().map(Port::host).filter(Objects::nonNull).collect(Collectors.toSet());
    }
}
