package io.paz.orchestrator.acme;

import io.paz.acme.CertificateKeeper;
import io.paz.acme.DomainStatus;
import io.paz.api.directory.ServiceDocument;
import io.paz.client.RemoteUnavailableException;
import io.paz.orchestrator.certificate.CertificateRepository;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.orchestrator.certificate.ServedNames;
import io.paz.orchestrator.repeat.Repetition;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Public domains with their certificates; where there is an authority, all of them get one. */
public final class DomainCertificates implements AutoCloseable {

    private final Supplier<Mono<List<ServiceDocument>>> services;
    private final String platformDomain;
    private final CertificateRepository certificates;
    private final Optional<Authority> authority;
    private final ExpiryReport expiry;
    private final Clock clock;
    private volatile SortedMap<String, String> domains = Collections.emptySortedMap();
    private @Nullable Disposable repetition;

    /**
     * What orders certificates.
     *
     * @param isPublic whether it is one of the internet, which knows no private names
     */
    public record Authority(CertificateKeeper keeper, Challenges challenges, boolean isPublic) {

        SortedSet<String> orderable(Collection<String> domains) {
            return domains.stream()
                    .filter(domain -> challenges.obstacle(domain).isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        List<DomainStatus> statuses(Collection<String> domains) {
            Stream<DomainStatus> blocked = domains.stream()
                    .flatMap(
                            domain -> challenges
                                    .obstacle(domain)
                                    .map(reason -> new DomainStatus(domain, null, false, null, reason))
                                    .stream());
            return Stream.concat(keeper.statuses().stream(), blocked).toList();
        }
    }

    /**
     * @param platformDomain of the page and the API; empty without one
     * @param authority empty where none is to be asked
     */
    public DomainCertificates(
            Supplier<Mono<List<ServiceDocument>>> services,
            String platformDomain,
            CertificateRepository certificates,
            Optional<Authority> authority,
            ExpiryReport expiry,
            Clock clock) {
        this.services = services;
        this.platformDomain = platformDomain;
        this.certificates = certificates;
        this.authority = authority;
        this.expiry = expiry;
        this.clock = clock;
    }

    /** Keeps certificates from now on. While the directory is unavailable nothing is begun. */
    public DomainCertificates start(Duration interval) {
        repetition = Repetition.start("keeping of certificates", interval, this::round);
        return this;
    }

    Mono<Void> round() {
        return services.get()
                .map(found -> PublicDomains.of(
                        found,
                        platformDomain,
                        authority.map(Authority::isPublic).orElse(false)))
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(this::keep)
                // The list of sources shows that it is down.
                .onErrorResume(RemoteUnavailableException.class, down -> Mono.empty())
                .then();
    }

    private void keep(SortedMap<String, String> found) {
        domains = found;
        authority.ifPresent(asked -> {
            asked.keeper().round(asked.orderable(found.keySet()));
            asked.challenges().reconcile();
        });
        expiry.report(served());
    }

    /** Certificates that are served, by domain. */
    private Map<String, ManagedCertificate> served() {
        ServedNames names = ServedNames.of(certificates.list(), clock.instant());
        return domains.keySet().stream()
                .flatMap(domain -> names.certificateFor(domain).map(found -> Map.entry(domain, found)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public boolean hasAuthority() {
        return authority.isPresent();
    }

    /**
     * A domain as it is now.
     *
     * @param certificate null where there is none
     * @param status null where no authority is asked
     */
    public record DomainView(
            String domain,
            String service,
            @Nullable ManagedCertificate certificate,
            @Nullable DomainStatus status) {}

    /** All public domains, sorted. Reads the store. */
    public List<DomainView> views() {
        Map<String, ManagedCertificate> served = served();
        Map<String, DomainStatus> statuses = authority.stream()
                .flatMap(asked -> asked.statuses(domains.keySet()).stream())
                .collect(Collectors.toMap(DomainStatus::domain, Function.identity()));
        return domains.entrySet().stream()
                .map(entry -> new DomainView(
                        entry.getKey(), entry.getValue(), served.get(entry.getKey()), statuses.get(entry.getKey())))
                .toList();
    }

    public boolean has(String domain) {
        return domains.containsKey(domain);
    }

    /** Tries again; says why not where it does not. */
    public Optional<String> retry(String domain) {
        return authority
                .map(asked -> asked.keeper().retry(domain))
                .orElseGet(() -> Optional.of("no ACME authority is configured (expected: --acme-email)"));
    }

    @Override
    public void close() {
        if (repetition != null) {
            repetition.dispose();
        }
        authority.ifPresent(asked -> asked.keeper().close());
    }
}
