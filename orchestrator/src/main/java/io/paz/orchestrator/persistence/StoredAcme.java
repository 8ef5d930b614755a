package io.paz.orchestrator.persistence;

import io.paz.acme.DomainRepository;
import io.paz.acme.DomainState;
import io.paz.acme.KeyPairText;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretPlace;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;

/** States of domains and the account at the authority, in the orchestrator's store; their keys are encrypted. */
public final class StoredAcme implements DomainRepository {

    private static final byte[] ACCOUNT = bytes("account");
    private static final SecretPlace ACCOUNT_PLACE = SecretPlace.of("acme-account");

    private final KeyValueStore store;
    private final SecretCipher cipher;

    /** @throws io.paz.secret.SecretKeyException when the keys do not fit what is stored */
    public StoredAcme(KeyValueStore store, SecretCipher cipher) {
        this.store = store;
        this.cipher = cipher;
        reencrypt();
    }

    private record AccountRecord(String key) {}

    /** The key of the account, made at the first call. */
    public synchronized KeyPair accountKey() {
        return KeyPairText.parse(storedAccount().orElseGet(() -> {
            String made = KeyPairText.generate();
            putAccount(made);
            return made;
        }));
    }

    private Optional<String> storedAccount() {
        return accountRecord()
                .map(account -> new String(cipher.decrypt(ACCOUNT_PLACE, account.key()), StandardCharsets.US_ASCII));
    }

    private Optional<AccountRecord> accountRecord() {
        return store.get(AccessTables.ACME_ACCOUNT, ACCOUNT)
                .map(value -> AccessCodec.decode(value, AccountRecord.class));
    }

    private void putAccount(String key) {
        AccountRecord account = new AccountRecord(cipher.encrypt(ACCOUNT_PLACE, bytes(key)));
        store.write(new Batch().put(AccessTables.ACME_ACCOUNT, ACCOUNT, AccessCodec.encode(account)));
    }

    @Override
    public List<DomainState> all() {
        return records().stream().map(stored -> stored.toDomain(cipher)).toList();
    }

    private List<AcmeDomainRecord> records() {
        return store.list(AccessTables.ACME_DOMAINS, KeyRange.all()).stream()
                .map(entry -> AccessCodec.decode(entry.value(), AcmeDomainRecord.class))
                .toList();
    }

    @Override
    public Optional<DomainState> find(String domain) {
        return store.get(AccessTables.ACME_DOMAINS, bytes(domain))
                .map(value -> AccessCodec.decode(value, AcmeDomainRecord.class).toDomain(cipher));
    }

    @Override
    public synchronized void save(DomainState state) {
        AcmeDomainRecord stored = AcmeDomainRecord.of(state, cipher);
        store.write(new Batch().put(AccessTables.ACME_DOMAINS, bytes(state.domain()), AccessCodec.encode(stored)));
    }

    @Override
    public synchronized void delete(String domain) {
        store.write(new Batch().delete(AccessTables.ACME_DOMAINS, bytes(domain)));
    }

    /** Encrypts again what the newest key did not, and returns how many keys that were. */
    public synchronized int reencrypt() {
        List<AcmeDomainRecord> outdated =
                records().stream().filter(stored -> !stored.isCurrent(cipher)).toList();
        outdated.forEach(stored -> save(stored.toDomain(cipher)));
        boolean isAccountOutdated = accountRecord()
                .filter(account -> !cipher.isCurrent(ACCOUNT_PLACE, account.key()))
                .isPresent();
        if (isAccountOutdated) {
            storedAccount().ifPresent(this::putAccount);
        }
        return outdated.size() + (isAccountOutdated ? 1 : 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
