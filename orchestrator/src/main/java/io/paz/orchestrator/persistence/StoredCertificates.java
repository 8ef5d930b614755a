package io.paz.orchestrator.persistence;

import io.paz.certificate.InvalidCertificateException;
import io.paz.orchestrator.certificate.CertificateRepository;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.orchestrator.certificate.TooManyCertificatesException;
import io.paz.secret.SecretCipher;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Certificates in the orchestrator's store, with encrypted keys; read from memory. */
public final class StoredCertificates implements CertificateRepository {

    private static final Logger log = LoggerFactory.getLogger(StoredCertificates.class);
    private static final int MAX_CERTIFICATES = 500;

    private final KeyValueStore store;
    private final SecretCipher cipher;
    private final Map<String, ManagedCertificate> certificates = new ConcurrentSkipListMap<>();
    private volatile Runnable changed = () -> {};

    /**
     * Reads all certificates, and encrypts what the newest key did not, after a rotation that was cut off.
     *
     * @throws io.paz.secret.SecretKeyException when the keys do not fit what is stored
     */
    public StoredCertificates(KeyValueStore store, SecretCipher cipher) {
        this.store = store;
        this.cipher = cipher;
        records().forEach(this::load);
        reencrypt();
    }

    private void load(CertificateRecord stored) {
        try {
            certificates.put(stored.id(), stored.toDomain(cipher));
        } catch (InvalidCertificateException e) {
            log.error("Certificate {} is not served, since it is not valid here: {}", stored.id(), e.getMessage());
        }
    }

    /** Has the listener called after each change, on the thread that made it; it replaces an earlier one. */
    public void onChange(Runnable listener) {
        changed = listener;
    }

    @Override
    public void save(ManagedCertificate certificate) {
        synchronized (this) {
            if (!certificates.containsKey(certificate.id()) && certificates.size() >= MAX_CERTIFICATES) {
                throw new TooManyCertificatesException(MAX_CERTIFICATES);
            }
            put(CertificateRecord.of(certificate, cipher));
            certificates.put(certificate.id(), certificate);
        }
        changed.run();
    }

    @Override
    public List<ManagedCertificate> list() {
        return List.copyOf(certificates.values());
    }

    @Override
    public Optional<ManagedCertificate> find(String id) {
        return Optional.ofNullable(certificates.get(id));
    }

    @Override
    public boolean delete(String id) {
        synchronized (this) {
            if (!certificates.containsKey(id)) {
                return false;
            }
            store.write(new Batch().delete(AccessTables.CERTIFICATES, key(id)));
            certificates.remove(id);
        }
        changed.run();
        return true;
    }

    /** Encrypts again what the newest key did not, and returns how many keys that were. One that was cut off goes on with the next call. */
    public synchronized int reencrypt() {
        List<CertificateRecord> outdated =
                records().stream().filter(stored -> !stored.isCurrent(cipher)).toList();
        outdated.forEach(stored -> put(stored.encryptedAgain(cipher)));
        return outdated.size();
    }

    private void put(CertificateRecord stored) {
        store.write(new Batch().put(AccessTables.CERTIFICATES, key(stored.id()), AccessCodec.encode(stored)));
    }

    private List<CertificateRecord> records() {
        return store.list(AccessTables.CERTIFICATES, KeyRange.all()).stream()
                .map(entry -> AccessCodec.decode(entry.value(), CertificateRecord.class))
                .toList();
    }

    private static byte[] key(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
