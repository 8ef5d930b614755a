package io.paz.orchestrator.acme;

import io.paz.api.directory.Route;
import io.paz.api.directory.ServiceConfiguration;
import io.paz.api.directory.ServiceDocument;
import io.paz.certificate.HostName;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The domains that browsers reach, each with the service that has it. */
final class PublicDomains {

    private static final Set<String> PRIVATE_ENDINGS =
            Set.of("paz", "localhost", "local", "internal", "test", "example", "invalid", "onion");

    /** In the place of a service's name. No service has it. */
    static final String PLATFORM = "paz-orchestrator";

    /** With its prefix, the ID of a certificate has to fit. */
    private static final int MAX_LENGTH = 190;

    private PublicDomains() {}

    /**
     * Domains of public services, and of the platform itself, that an authority can be asked for.
     *
     * @param platformDomain empty where it has none
     */
    static SortedMap<String, String> of(
            List<ServiceDocument> services, String platformDomain, boolean isPublicAuthority) {
        SortedMap<String, String> domains = new TreeMap<>();
        if (isOrderable(platformDomain, isPublicAuthority)) {
            domains.put(platformDomain, PLATFORM);
        }
        services.stream().filter(service -> service.config().publicFacing()).forEach(service -> hosts(service.config())
                .filter(domain -> isOrderable(domain, isPublicAuthority))
                .forEach(domain -> domains.putIfAbsent(domain, service.name())));
        return domains;
    }

    /** The service's own domains, and those that it shares with others by paths. */
    private static Stream<String> hosts(ServiceConfiguration config) {
        return Stream.concat(
                Stream.ofNullable(config.domains()).flatMap(List::stream),
                Stream.ofNullable(config.routes())
                        .flatMap(List::stream)
                        .map(Route::host)
                        .flatMap(Stream::ofNullable));
    }

    private static boolean isOrderable(String domain, boolean isPublicAuthority) {
        String ending = domain.substring(domain.lastIndexOf('.') + 1);
        return domain.length() <= MAX_LENGTH
                && HostName.isPattern(domain)
                && !(isPublicAuthority && PRIVATE_ENDINGS.contains(ending));
    }
}
