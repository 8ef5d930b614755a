package io.paz.directory.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paz.directory.catalog.Claim;
import io.paz.directory.catalog.ClaimTakenException;
import io.paz.directory.catalog.NameTakenException;
import io.paz.directory.catalog.Requester;
import io.paz.directory.catalog.ServiceCatalog;
import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.ServiceNotFoundException;
import io.paz.directory.catalog.environment.EnvironmentCatalog;
import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.catalog.field.InvalidFieldException;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.directory.document.DocumentCodec;
import io.paz.store.Batch;
import io.paz.store.KeyValueStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue in a store. A service and all entries that lead to it are one synced batch.
 *
 * <p>A writer holds the lock of the environment first, that of the name then, and those of the claims last. Writers of different services share a sync of
 * the disk.
 */
public final class StoredServiceCatalog implements ServiceCatalog {

    private final KeyValueStore store;
    private final DocumentCodec codec;
    private final ChangeTable changes;
    private final StripedLocks environments = new StripedLocks();
    private final StripedLocks names = new StripedLocks();
    private final StripedLocks claims = new StripedLocks();

    public StoredServiceCatalog(KeyValueStore store, DocumentCodec codec) {
        this.store = store;
        this.codec = codec;
        this.changes = new ChangeTable(store);
    }

    /** The environments of the same store. */
    public EnvironmentCatalog environments() {
        return new StoredEnvironments(store, this);
    }

    @Override
    public void create(ServiceDefinition service) {
        EnvironmentName environment = service.name().environment();
        if (environment.isProduction()) {
            createAlone(service);
        } else {
            holding(environment, () -> {
                if (environments().find(environment).isEmpty()) {
                    throw new InvalidFieldException(
                            "environment",
                            environment.value(),
                            "one of GET /environments; POST /environments makes one");
                }
                createAlone(service);
                return service;
            });
        }
    }

    /** Holds the lock of an environment, under which services come into it, and which is taken before any other. */
    <T> T holding(EnvironmentName environment, Supplier<T> action) {
        return environments.holding(List.of(environment), action);
    }

    /** Writes new services with what else the batch has, under the lock of their environment, which nothing was in. */
    void createAll(List<ServiceDefinition> services, Batch batch) {
        List<Claim> added =
                services.stream().flatMap(service -> service.claims().stream()).toList();
        claims.holding(added, () -> {
            added.forEach(this::checkFree);
            services.forEach(service -> with(service, batch));
            store.write(batch);
            return batch;
        });
    }

    private void createAlone(ServiceDefinition service) {
        alone(service.name(), () -> {
            if (store.get(Tables.SERVICES, Tables.key(service.name())).isPresent()) {
                throw new NameTakenException(service.name());
            }
            return claiming(service.claims(), service, new Batch());
        });
    }

    @Override
    public ServiceDefinition change(ServiceName name, UnaryOperator<ServiceDefinition> change) {
        return changed(name, change, (before, after) -> Optional.empty());
    }

    @Override
    public ServiceDefinition change(ServiceName name, Requester requester, UnaryOperator<ServiceDefinition> change) {
        return changed(name, change, (before, after) -> codec.encodeChange(before, after, requester));
    }

    private ServiceDefinition changed(
            ServiceName name,
            UnaryOperator<ServiceDefinition> change,
            BiFunction<ServiceDefinition, ServiceDefinition, Optional<byte[]>> line) {
        return alone(name, () -> {
            ServiceDefinition before = existing(name);
            ServiceDefinition after = change.apply(before);
            List<Claim> added = new ArrayList<>(after.claims());
            added.removeAll(before.claims());
            Batch batch = without(before);
            line.apply(before, after).ifPresent(kept -> changes.add(name.value(), kept, batch));
            return claiming(added, after, batch);
        });
    }

    @Override
    public void remove(ServiceName name, @Nullable Instant createdAt) {
        alone(name, () -> {
            ServiceDefinition service = existing(name);
            if (createdAt != null && !createdAt.equals(service.createdAt())) {
                throw new ServiceNotFoundException(name.value() + " that was created at " + createdAt);
            }
            Batch batch = without(service).delete(Tables.SERVICES, Tables.key(name));
            changes.removeAll(name.value(), batch);
            store.write(batch);
            return service;
        });
    }

    private ServiceDefinition alone(ServiceName name, Supplier<ServiceDefinition> action) {
        return names.holding(List.of(name), action);
    }

    private ServiceDefinition existing(ServiceName name) {
        return store.get(Tables.SERVICES, Tables.key(name))
                .map(codec::decode)
                .orElseThrow(() -> new ServiceNotFoundException(name.value()));
    }

    private ServiceDefinition claiming(List<Claim> added, ServiceDefinition service, Batch batch) {
        return claims.holding(added, () -> {
            added.forEach(this::checkFree);
            store.write(with(service, batch));
            return service;
        });
    }

    private void checkFree(Claim claim) {
        store.get(Tables.CLAIMS, Tables.key(claim)).ifPresent(owner -> {
            throw new ClaimTakenException(claim, new String(owner, UTF_8));
        });
    }

    private Batch with(ServiceDefinition service, Batch batch) {
        byte[] name = Tables.key(service.name());
        batch.put(Tables.SERVICES, name, codec.encode(service));
        batch.put(Tables.REPOSITORIES, Tables.key(service.image().repository(), service.name()), Tables.NOTHING);
        service.claims().forEach(claim -> batch.put(Tables.CLAIMS, Tables.key(claim), name));
        return batch;
    }

    /** Removes the index entries of the service; {@link #with} adds those that stay again. */
    private static Batch without(ServiceDefinition service) {
        Batch batch = new Batch();
        batch.delete(Tables.REPOSITORIES, Tables.key(service.image().repository(), service.name()));
        service.claims().forEach(claim -> batch.delete(Tables.CLAIMS, Tables.key(claim)));
        return batch;
    }
}
