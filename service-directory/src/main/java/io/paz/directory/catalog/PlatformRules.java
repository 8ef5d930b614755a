package io.paz.directory.catalog;

import io.paz.directory.catalog.field.AbsolutePath;
import io.paz.directory.catalog.field.Domains;
import io.paz.directory.catalog.field.InvalidFieldException;
import io.paz.directory.catalog.field.Ports;
import io.paz.directory.catalog.field.Volumes;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Host ports, paths and names reserved by the operator. Checked when a value is given, not when it is read back: a service
 * that was accepted stays readable when the rules change.
 *
 * @param reservedPorts ports of the host that Paz itself listens on
 * @param lowPorts ports below 1024 that services may have on a host
 * @param tcpPorts public ports that HAProxy may listen at for TCP services
 * @param volumePaths folders of the host that services may mount
 * @param domains domains under which Paz generates names
 */
public record PlatformRules(
        Set<Integer> reservedPorts,
        Set<Integer> lowPorts,
        PortRange tcpPorts,
        List<String> volumePaths,
        List<String> domains) {

    private static final int FIRST_FREE_PORT = 1024;
    private static final String HINT =
            "; the operator allows more folders with --volume-paths of ./paz up, or PAZ_VOLUME_PATHS on a cluster";

    public PlatformRules {
        reservedPorts = Set.copyOf(reservedPorts);
        lowPorts = Set.copyOf(lowPorts);
        volumePaths = List.copyOf(volumePaths);
        domains = List.copyOf(domains);
    }

    /**
     * @throws InvalidFieldException for the first value that belongs to the platform
     */
    public void check(ServiceConfig config) {
        checkPorts(config.ports());
        checkInstances(config);
        config.env().checkNotReserved();
        checkVolumes(config.volume());
        checkHosts("domains[%d]", domainsOf(config));
        checkHosts("routes[%d].host", routeHostsOf(config));
    }

    /** Checks only what a change made different. */
    public void check(ServiceConfig before, ServiceConfig after) {
        if (!after.ports().equals(before.ports())) {
            checkPorts(after.ports());
            InvalidFieldException.unless(
                    before.ports().values().isEmpty()
                            || before.ports().isTcp() == after.ports().isTcp(),
                    "ports[0].protocol",
                    after.ports().isTcp() ? "tcp" : "not tcp",
                    "a protocol of the same kind as before, since a service is reached by HTTP or by TCP, and not by both while"
                            + " it changes; create another service");
        }
        if (!after.ports().equals(before.ports()) || after.numInstances() != before.numInstances()) {
            checkInstances(after);
        }
        if (!after.env().equals(before.env())) {
            after.env().checkNotReserved();
        }
        if (!after.volume().equals(before.volume())) {
            checkVolumes(after.volume());
        }
        if (!domainsOf(after).equals(domainsOf(before))) {
            checkHosts("domains[%d]", domainsOf(after));
        }
        if (!routeHostsOf(after).equals(routeHostsOf(before))) {
            checkHosts("routes[%d].host", routeHostsOf(after));
        }
    }

    private static List<String> domainsOf(ServiceConfig config) {
        return config.domains() == null ? List.of() : config.domains().values();
    }

    /** One for each route; empty where it has none. */
    private static List<String> routeHostsOf(ServiceConfig config) {
        return config.routes() == null
                ? List.of()
                : config.routes().values().stream()
                        .map(route -> Objects.requireNonNullElse(route.host(), ""))
                        .toList();
    }

    private void checkPorts(Ports ports) {
        ports.publicPort()
                .ifPresent(port -> InvalidFieldException.unless(
                        tcpPorts.contains(port),
                        "ports[0].publicPort",
                        port,
                        tcpPorts.equals(PortRange.NONE)
                                ? "no TCP service, since the operator has given no ports for them with --tcp-ports"
                                : tcpPorts + ", which the operator has given with --tcp-ports"));
        for (int i = 0; i < ports.values().size(); i++) {
            Integer host = ports.values().get(i).host();
            InvalidFieldException.unless(
                    host == null || !reservedPorts.contains(host),
                    "ports[%d].host".formatted(i),
                    host,
                    "a port that Paz itself does not use");
            InvalidFieldException.unless(
                    host == null || !tcpPorts.contains(host),
                    "ports[%d].host".formatted(i),
                    host,
                    "a port outside %s, where HAProxy listens for TCP services".formatted(tcpPorts));
            InvalidFieldException.unless(
                    host == null || host >= FIRST_FREE_PORT || lowPorts.contains(host),
                    "ports[%d].host".formatted(i),
                    host,
                    "1024 to 65535, since programs trust what listens below; the operator allows more with --low-ports");
        }
    }

    /** A fixed port of a host has room for one instance; which hosts the others would get is not known here. */
    private static void checkInstances(ServiceConfig config) {
        InvalidFieldException.unless(
                config.numInstances() == 1 || config.ports().ofHost().isEmpty(),
                "numInstances",
                config.numInstances(),
                "1, since ports has the host port %s, which only one instance can have; leave out host to have it chosen"
                        .formatted(config.ports().ofHost()));
    }

    private void checkVolumes(Volumes volumes) {
        for (String path : volumes.hostPaths()) {
            boolean allowed = volumePaths.stream().anyMatch(folder -> AbsolutePath.isWithin(path, folder));
            InvalidFieldException.unless(
                    allowed, "volume", path, "a volume's name, or a host path within one of " + volumePaths + HINT);
        }
    }

    /** @param field its path, with a place for its number */
    private void checkHosts(String field, List<String> given) {
        for (int i = 0; i < given.size(); i++) {
            String domain = given.get(i);
            InvalidFieldException.unless(
                    domains.stream().noneMatch(parent -> Domains.isUnder(domain, parent)),
                    field.formatted(i),
                    domain,
                    "a domain outside %s, where Paz generates names".formatted(domains));
        }
    }
}
