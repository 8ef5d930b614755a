package io.paz.directory.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.catalog.field.ImageRepository;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.directory.document.ServiceDocuments;
import io.paz.store.Entry;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads documents from the store as stored. */
public final class StoredServiceDocuments implements ServiceDocuments {

    private final KeyValueStore store;

    public StoredServiceDocuments(KeyValueStore store) {
        this.store = store;
    }

    @Override
    public Optional<byte[]> find(String name) {
        return store.get(Tables.SERVICES, name.getBytes(UTF_8));
    }

    @Override
    public List<byte[]> changes(String name) {
        return new ChangeTable(store).of(name);
    }

    @Override
    public List<byte[]> all() {
        return store.list(Tables.SERVICES, KeyRange.all()).stream()
                .map(Entry::value)
                .toList();
    }

    @Override
    public List<byte[]> in(EnvironmentName environment) {
        return store.list(Tables.SERVICES, KeyRange.all()).stream()
                .filter(entry -> isIn(environment, entry.key()))
                .map(Entry::value)
                .toList();
    }

    private static boolean isIn(EnvironmentName environment, byte[] name) {
        return new ServiceName(new String(name, UTF_8)).environment().equals(environment);
    }

    @Override
    public List<byte[]> ofRepository(ImageRepository repository, EnvironmentName environment) {
        byte[] prefix = Tables.prefix(repository);
        return store.list(Tables.REPOSITORIES, KeyRange.prefix(prefix)).stream()
                .map(entry -> Arrays.copyOfRange(entry.key(), prefix.length, entry.key().length))
                .filter(name -> isIn(environment, name))
                .flatMap(name -> store.get(Tables.SERVICES, name).stream())
                .toList();
    }
}
