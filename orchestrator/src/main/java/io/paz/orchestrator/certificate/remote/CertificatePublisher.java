package io.paz.orchestrator.certificate.remote;

import io.paz.etcd.Keys;
import io.paz.orchestrator.certificate.CertificateRepository;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.orchestrator.certificate.ServedNames;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretKeyException;
import io.paz.secret.SecretPlace;
import io.paz.task.FailureReport;
import io.paz.task.PeriodicTask;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the keys below {@code /paz-certificates/}, one for each certificate that serves a name, equal to the store: at once after a change, and
 * periodically, since etcd may have lost or somebody changed them.
 */
public final class CertificatePublisher implements AutoCloseable {

    /** Folder of the keys; only proxies and the orchestrator may read it. */
    static final String FOLDER = "/paz-certificates/";

    private static final Logger log = LoggerFactory.getLogger(CertificatePublisher.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final String KEY = "key ";

    private final CertificateRepository certificates;
    private final Keys keys;
    private final Optional<SecretCipher> cipher;
    private final Clock clock;
    private final FailureReport failures = new FailureReport("publishing certificates");
    private final ExecutorService thread = Executors.newSingleThreadExecutor(CertificatePublisher::daemon);
    private final PeriodicTask task;

    /** @param cipher encrypts the published keys, where the proxies have its keys too */
    public CertificatePublisher(
            CertificateRepository certificates, Keys keys, Optional<SecretCipher> cipher, Clock clock) {
        this.certificates = certificates;
        this.keys = keys;
        this.cipher = cipher;
        this.clock = clock;
        this.task = PeriodicTask.start("certificates", INTERVAL, this::publishSoon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "certificate-publisher");
        thread.setDaemon(true);
        return thread;
    }

    /** Publishes in another thread. */
    public void publishSoon() {
        thread.execute(() -> failures.run(this::publish, "next attempt in " + INTERVAL.toSeconds() + " s"));
    }

    private void publish() {
        SortedMap<String, ManagedCertificate> wanted = wanted();
        SortedMap<String, String> present = keys.list(FOLDER).join();
        ServedNames names = ServedNames.of(certificates.list(), clock.instant());
        wanted.forEach((key, certificate) -> {
            String served = "names " + String.join(" ", names.namesOf(certificate)) + "\n";
            String shown = served + certificate.bundle().chainPem();
            if (!isPublished(present.getOrDefault(key, ""), shown, certificate)) {
                keys.put(key, shown + publishedKey(certificate)).join();
                log.info(
                        "Certificate {} is published to the proxies for {}",
                        certificate.id(),
                        names.namesOf(certificate));
            }
        });
        for (String key : present.keySet()) {
            if (!wanted.containsKey(key)) {
                keys.delete(key).join();
                log.info("Certificate {} is published no more", key.substring(FOLDER.length()));
            }
        }
    }

    private SortedMap<String, ManagedCertificate> wanted() {
        List<ManagedCertificate> all = certificates.list();
        ServedNames names = ServedNames.of(all, clock.instant());
        SortedMap<String, ManagedCertificate> wanted = new TreeMap<>();
        all.stream()
                .filter(certificate -> !names.namesOf(certificate).isEmpty())
                .forEach(certificate -> wanted.put(FOLDER + certificate.id(), certificate));
        return wanted;
    }

    private String publishedKey(ManagedCertificate certificate) {
        String pem = certificate.bundle().keyPem();
        return cipher.map(
                        with -> KEY + with.encrypt(place(certificate), pem.getBytes(StandardCharsets.US_ASCII)) + "\n")
                .orElse(pem);
    }

    /** What is encrypted differs each time, so it is decrypted; what an older key encrypted is published anew. */
    private boolean isPublished(String value, String shown, ManagedCertificate certificate) {
        if (!value.startsWith(shown)) {
            return false;
        }
        String key = value.substring(shown.length());
        String pem = certificate.bundle().keyPem();
        return cipher.map(with -> key.startsWith(KEY)
                        && isEncryptionOf(
                                with, certificate, key.substring(KEY.length()).strip()))
                .orElse(key.equals(pem));
    }

    private static boolean isEncryptionOf(SecretCipher cipher, ManagedCertificate certificate, String encrypted) {
        try {
            SecretPlace place = place(certificate);
            String plain = new String(cipher.decrypt(place, encrypted), StandardCharsets.US_ASCII);
            return plain.equals(certificate.bundle().keyPem()) && cipher.isCurrent(place, encrypted);
        } catch (SecretKeyException e) {
            log.debug("A published key is published anew", e);
            return false;
        }
    }

    private static SecretPlace place(ManagedCertificate certificate) {
        return SecretPlace.of("published-certificate", certificate.id());
    }

    @Override
    public void close() {
        task.close();
        thread.shutdownNow();
    }
}
