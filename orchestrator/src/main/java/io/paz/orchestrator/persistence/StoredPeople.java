package io.paz.orchestrator.persistence;

import io.paz.orchestrator.people.Person;
import io.paz.orchestrator.people.PersonRepository;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Accounts in the orchestrator's store. */
public final class StoredPeople implements PersonRepository {

    private final KeyValueStore store;

    public StoredPeople(KeyValueStore store) {
        this.store = store;
    }

    @Override
    public List<Person> all() {
        return store.list(AccessTables.PEOPLE, KeyRange.all()).stream()
                .map(entry ->
                        AccessCodec.decode(entry.value(), PersonRecord.class).toDomain())
                .toList();
    }

    @Override
    public void put(Person person) {
        store.write(
                new Batch().put(AccessTables.PEOPLE, key(person.name()), AccessCodec.encode(PersonRecord.of(person))));
    }

    @Override
    public void delete(String name) {
        store.write(new Batch().delete(AccessTables.PEOPLE, key(name)));
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
