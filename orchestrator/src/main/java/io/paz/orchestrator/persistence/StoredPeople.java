package io.paz.orchestrator.persistence;

import io.paz.orchestrator.people.Person;
import io.paz.orchestrator.people.PersonRepository;
import io.paz.secret.SecretCipher;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Accounts in the orchestrator's store, with encrypted seeds of second factors. Safe for threads. */
public final class StoredPeople implements PersonRepository {

    private final KeyValueStore store;
    private final SecretCipher cipher;

    /**
     * Encrypts what the newest key did not, after a rotation that was cut off.
     *
     * @throws io.paz.secret.SecretKeyException when the keys do not fit what is stored
     */
    public StoredPeople(KeyValueStore store, SecretCipher cipher) {
        this.store = store;
        this.cipher = cipher;
        reencrypt();
    }

    @Override
    public List<Person> all() {
        return records().map(stored -> stored.toDomain(cipher)).toList();
    }

    private Stream<PersonRecord> records() {
        return store.list(AccessTables.PEOPLE, KeyRange.all()).stream()
                .map(entry -> AccessCodec.decode(entry.value(), PersonRecord.class));
    }

    @Override
    public synchronized void put(Person person) {
        byte[] stored = AccessCodec.encode(PersonRecord.of(person, cipher));
        store.write(new Batch().put(AccessTables.PEOPLE, key(person.name()), stored));
    }

    @Override
    public synchronized void delete(String name) {
        store.write(new Batch().delete(AccessTables.PEOPLE, key(name)));
    }

    /** Encrypts again what the newest key did not, and returns of how many accounts. */
    public synchronized int reencrypt() {
        List<Person> outdated = records()
                .filter(stored -> !stored.isCurrent(cipher))
                .map(stored -> stored.toDomain(cipher))
                .toList();
        outdated.forEach(this::put);
        return outdated.size();
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
