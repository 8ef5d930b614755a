package io.paz.orchestrator.acme;

import io.paz.api.directory.ServiceDocument;
import io.paz.certificate.HostName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The domains that browsers reach, each with the service that has it. */
final class PublicDomains {

    private static final Set<String> PRIVATE_ENDINGS =
            Set.of("paz", "localhost", "local", "internal", "test", "example", "invalid", "onion");

    /** With its prefix, the ID of a certificate has to fit. */
    private static final int MAX_LENGTH = 190;

    private PublicDomains() {}

    /** Domains of public services that an authority can be asked for. */
    static SortedMap<String, String> of(List<ServiceDocument> services, boolean isPublicAuthority) {
        SortedMap<String, String> domains = new TreeMap<>();
        services.stream()
                .filter(service -> service.config().publicFacing())
                .forEach(service -> Optional.ofNullable(service.config().domains()).stream()
                        .flatMap(List::stream)
                        .filter(domain -> isOrderable(domain, isPublicAuthority))
                        .forEach(domain -> domains.putIfAbsent(domain, Objects.requireNonNull(service.name()))));
        return domains;
    }

    private static boolean isOrderable(String domain, boolean isPublicAuthority) {
        String ending = domain.substring(domain.lastIndexOf('.') + 1);
        return domain.length() <= MAX_LENGTH
                && HostName.isPattern(domain)
                && !(isPublicAuthority && PRIVATE_ENDINGS.contains(ending));
    }
}
