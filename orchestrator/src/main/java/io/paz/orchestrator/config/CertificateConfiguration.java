package io.paz.orchestrator.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.paz.etcd.EtcdConnection;
import io.paz.http.option.SecretOptions;
import io.paz.http.secret.SecretsController;
import io.paz.orchestrator.certificate.ExpiryWarning;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.orchestrator.certificate.remote.CertificatePublisher;
import io.paz.orchestrator.certificate.web.CertificateController;
import io.paz.orchestrator.document.ExpiringCertificateDocument;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.persistence.StoredAcme;
import io.paz.orchestrator.persistence.StoredAlarmTargets;
import io.paz.orchestrator.persistence.StoredCertificates;
import io.paz.orchestrator.persistence.StoredPeople;
import io.paz.secret.SecretCipher;
import io.paz.store.KeyValueStore;
import io.paz.task.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Certificates; an orchestrator without a data folder has none. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${paz.data:}'.isEmpty()")
class CertificateConfiguration {

    private static final Duration METRICS_INTERVAL = Duration.ofSeconds(30);

    @Bean
    SecretCipher secretCipher(Environment options) {
        return SecretOptions.cipher(options);
    }

    @Bean
    StoredCertificates certificates(KeyValueStore store, SecretCipher cipher) {
        return new StoredCertificates(store, cipher);
    }

    @Bean
    CertificatePublisher certificatePublisher(
            StoredCertificates certificates,
            EtcdConnection etcd,
            SecretCipher cipher,
            OrchestratorProperties properties,
            Clock clock) {
        Optional<SecretCipher> published = Optional.of(cipher).filter(any -> properties.encryptCertificateKeys());
        CertificatePublisher publisher = new CertificatePublisher(certificates, etcd.keys(), published, clock);
        certificates.onChange(publisher::publishSoon);
        return publisher;
    }

    @Bean
    CertificateController certificateController(StoredCertificates certificates, Clock clock) {
        return new CertificateController(certificates, clock);
    }

    /** Seconds until the end of each certificate; those that came since the last scrape are there at the next one. */
    @Bean
    PeriodicTask certificateMetrics(
            StoredCertificates certificates, MeterRegistry registry, LiveCluster cluster, Clock clock) {
        MultiGauge gauge = MultiGauge.builder("paz.certificate.expiry.seconds")
                .description("Time until a certificate ends; negative afterwards")
                .register(registry);
        ExpiryWarning warning = new ExpiryWarning();
        return PeriodicTask.start("certificates' ends", METRICS_INTERVAL, () -> {
            gauge.register(rows(certificates.list(), clock), true);
            Instant now = clock.instant();
            warning.check(certificates.list(), now).stream()
                    .map(certificate -> ExpiringCertificateDocument.event(certificate, now))
                    .forEach(cluster::announce);
        });
    }

    private static List<MultiGauge.Row<?>> rows(List<ManagedCertificate> certificates, Clock clock) {
        return certificates.stream()
                .<MultiGauge.Row<?>>map(certificate -> MultiGauge.Row.of(
                        Tags.of("certificate", certificate.id()), () -> secondsLeft(certificate, clock)))
                .toList();
    }

    private static long secondsLeft(ManagedCertificate certificate, Clock clock) {
        return Duration.between(clock.instant(), certificate.bundle().notAfter())
                .toSeconds();
    }

    @Bean
    StoredAcme storedAcme(KeyValueStore store, SecretCipher cipher) {
        return new StoredAcme(store, cipher);
    }

    @Bean
    SecretsController secrets(
            StoredCertificates certificates,
            StoredPeople people,
            StoredAcme acme,
            StoredAlarmTargets targets,
            SecretCipher cipher,
            CertificatePublisher publisher) {
        return new SecretsController(cipher, () -> {
            int count = certificates.reencrypt() + people.reencrypt() + acme.reencrypt() + targets.reencrypt();
            publisher.publishSoon();
            return count;
        });
    }
}
