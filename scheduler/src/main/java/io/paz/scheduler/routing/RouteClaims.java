package io.paz.scheduler.routing;

import io.paz.engine.key.ConfigKeys;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Hosts, paths of hosts and public TCP ports that keys give a service: {@code shop.example.org}, {@code shop.example.org/api}. Each has one owner. Pure. */
public final class RouteClaims {

    private static final String EVERY_HOST = "*";
    private static final String EVERY_PATH = "/";

    private RouteClaims() {}

    /** A host or path that another service has. */
    record Conflict(String claim, String owner) {}

    /**
     * @param present all keys below {@code /paz/config/services/}
     * @throws RouteTakenException when the service would take from another one with its new keys
     */
    public static void requireFree(
            String service, SortedMap<String, String> wanted, SortedMap<String, String> present) {
        conflict(service, wanted, present).ifPresent(found -> {
            throw new RouteTakenException(found.claim(), found.owner());
        });
    }

    /**
     * What a service would take from another one with new keys. What its present keys give it is its own already.
     */
    static Optional<Conflict> conflict(
            String service, SortedMap<String, String> wanted, SortedMap<String, String> present) {
        Set<String> added = of(service, wanted);
        added.removeAll(of(service, present));
        return services(present)
                .filter(other -> !other.equals(service))
                .flatMap(other ->
                        of(other, present).stream().filter(added::contains).map(claim -> new Conflict(claim, other)))
                .findFirst();
    }

    private static Stream<String> services(SortedMap<String, String> keys) {
        return keys.keySet().stream()
                .map(key -> key.substring(ConfigKeys.SERVICES.length()).split("/", 2)[0])
                .distinct();
    }

    private static Set<String> of(String service, SortedMap<String, String> keys) {
        String domains = ConfigKeys.domains(service);
        Set<String> hosts = new LinkedHashSet<>();
        below(domains, keys).keySet().forEach(key -> hosts.add(key.substring(domains.length())));
        Set<String> claims = new LinkedHashSet<>(hosts);
        below(ConfigKeys.routes(service), keys).values().forEach(route -> {
            String[] fields = route.split(" ", 3);
            String path = fields.length < 2 || fields[1].equals(EVERY_PATH) ? "" : fields[1];
            (fields[0].equals(EVERY_HOST) ? hosts : Set.of(fields[0])).forEach(host -> claims.add(host + path));
        });
        Optional.ofNullable(keys.get(ConfigKeys.tcpPort(service)))
                .ifPresent(port -> claims.add("public TCP port " + port));
        return claims;
    }

    private static SortedMap<String, String> below(String folder, SortedMap<String, String> keys) {
        return keys.subMap(folder, folder.substring(0, folder.length() - 1) + (char) ('/' + 1));
    }
}
