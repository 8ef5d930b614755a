package io.paz.orchestrator.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.paz.acme.AcmeLimits;
import io.paz.acme.AcmePorts;
import io.paz.acme.CertificateKeeper;
import io.paz.acme.Jitter;
import io.paz.acme.client.AcmeAccount;
import io.paz.acme.client.AcmeClient;
import io.paz.acme.client.TrustedRoots;
import io.paz.client.DirectoryClient;
import io.paz.engine.Host;
import io.paz.etcd.EtcdConnection;
import io.paz.http.access.AccessSettings;
import io.paz.http.option.InvalidOptionException;
import io.paz.orchestrator.acme.BalancerProbe;
import io.paz.orchestrator.acme.Challenges;
import io.paz.orchestrator.acme.DnsChallenges;
import io.paz.orchestrator.acme.DomainAddresses;
import io.paz.orchestrator.acme.DomainCertificates;
import io.paz.orchestrator.acme.DomainCertificates.Authority;
import io.paz.orchestrator.acme.ExpiryReport;
import io.paz.orchestrator.acme.HaproxyChallenges;
import io.paz.orchestrator.acme.StoredVault;
import io.paz.orchestrator.acme.web.DomainController;
import io.paz.orchestrator.certificate.CertificateRepository;
import io.paz.orchestrator.dns.DnsProvider;
import io.paz.orchestrator.dns.authority.AuthoritativeServers;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.persistence.StoredAcme;
import io.paz.orchestrator.persistence.StoredChallengeRecords;
import io.paz.store.KeyValueStore;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Certificates of an ACME authority; none are ordered without an e-mail address. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${paz.data:}'.isEmpty()")
class AcmeConfiguration {

    private static final Duration ROUND_INTERVAL = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);
    private static final Duration CHALLENGE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DNS_TIMEOUT = Duration.ofMinutes(3);
    private static final String DNS = "dns";

    private final AcmeProperties properties;

    AcmeConfiguration(AcmeProperties properties) {
        this.properties = properties;
    }

    @Bean
    ExpiryReport expiryReport(MeterRegistry registry, Clock clock) {
        return new ExpiryReport(registry, clock);
    }

    @Bean
    Challenges challenges(
            DnsProperties dns,
            DnsProviders providers,
            KeyValueStore store,
            EtcdConnection etcd,
            LiveCluster cluster,
            Clock clock) {
        HaproxyChallenges http = new HaproxyChallenges(
                etcd.keys(), new BalancerProbe(properties.acmeBalancerUrl(), hosts(cluster)), clock, CHALLENGE_TIMEOUT);
        Map<String, DnsProvider> zones = dns.challengeZones().stream()
                .filter(zone -> properties.acmeEmail() != null)
                .collect(Collectors.toMap(zone -> zone, zone -> providers.of(zone, clock)));
        Optional<DnsChallenges> inTheDns = Optional.of(zones)
                .filter(known -> !known.isEmpty())
                .map(known -> new DnsChallenges(
                        known,
                        new AuthoritativeServers(providers.server()),
                        new StoredChallengeRecords(store),
                        clock,
                        DNS_TIMEOUT));
        return new Challenges(http, inTheDns, properties.acmeChallenge().equals(DNS));
    }

    @Bean
    DomainCertificates domainCertificates(
            OrchestratorProperties orchestrator,
            AccessSettings access,
            CertificateRepository certificates,
            StoredAcme stored,
            Challenges challenges,
            ExpiryReport expiry,
            Clock clock) {
        Optional<Authority> authority = Optional.ofNullable(properties.acmeEmail())
                .map(email -> authority(email, new StoredVault(certificates, clock), challenges, stored, clock));
        DirectoryClient directory = new DirectoryClient(orchestrator.svcdirUrl(), access.credentialOf("orchestrator"));
        return new DomainCertificates(directory::services, properties.domain(), certificates, authority, expiry, clock)
                .start(ROUND_INTERVAL);
    }

    private Authority authority(
            String email, StoredVault vault, Challenges challenges, StoredAcme stored, Clock clock) {
        URI directory = properties.acmeDirectory();
        if (!properties.acmeAcceptTerms()) {
            throw new InvalidOptionException(
                    "--acme-accept-terms: value \"false\" (expected: true, once you have read the terms of service that %s names)"
                            .formatted(directory));
        }
        KeyPair key = stored.accountKey();
        AcmeClient client = new AcmeClient(new AcmeAccount(directory, email, key), TrustedRoots.tls(rootFile()));
        AcmePorts ports = new AcmePorts(client, vault, challenges, stored, AcmePorts.Pause.by(clock), POLL_INTERVAL);
        // Another one on each platform, and always the same there.
        Jitter jitter = new Jitter(Arrays.hashCode(key.getPublic().getEncoded()));
        AcmeLimits limits = AcmeLimits.of(directory);
        return new Authority(
                new CertificateKeeper(ports, limits, jitter, clock),
                challenges,
                properties.acmeRootFile().isEmpty());
    }

    private @Nullable Path rootFile() {
        return properties.acmeRootFile().isEmpty() ? null : Path.of(properties.acmeRootFile());
    }

    @Bean
    DomainAddresses domainAddresses(LiveCluster cluster, Clock clock) {
        return new DomainAddresses(hosts(cluster), clock);
    }

    @Bean
    DomainController domainController(DomainCertificates domains, DomainAddresses addresses, Clock clock) {
        return new DomainController(domains, addresses, clock);
    }

    private static Supplier<Collection<String>> hosts(LiveCluster cluster) {
        return () -> cluster.snapshot().hosts().values().stream()
                .map(Host::address)
                .filter(address -> !address.isEmpty())
                .toList();
    }
}
