package io.paz.directory.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.environment.DeploymentEnvironment;
import io.paz.directory.catalog.environment.EnvironmentCatalog;
import io.paz.directory.catalog.environment.EnvironmentInUseException;
import io.paz.directory.catalog.environment.EnvironmentNotFoundException;
import io.paz.directory.catalog.environment.EnvironmentTakenException;
import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Environments in the store of the catalogue, and under its locks. Production is not stored. */
final class StoredEnvironments implements EnvironmentCatalog {

    private final KeyValueStore store;
    private final StoredServiceCatalog services;

    StoredEnvironments(KeyValueStore store, StoredServiceCatalog services) {
        this.store = store;
        this.services = services;
    }

    @Override
    public List<DeploymentEnvironment> all() {
        return Stream.concat(
                        Stream.of(DeploymentEnvironment.PRODUCTION),
                        store.list(Tables.ENVIRONMENTS, KeyRange.all()).stream()
                                .map(entry -> EnvironmentCodec.decode(entry.value())))
                .toList();
    }

    @Override
    public Optional<DeploymentEnvironment> find(EnvironmentName name) {
        return name.isProduction()
                ? Optional.of(DeploymentEnvironment.PRODUCTION)
                : store.get(Tables.ENVIRONMENTS, Tables.key(name)).map(EnvironmentCodec::decode);
    }

    @Override
    public void create(DeploymentEnvironment environment, List<ServiceDefinition> copies) {
        services.holding(environment.name(), () -> {
            if (find(environment.name()).isPresent()) {
                throw new EnvironmentTakenException(environment.name());
            }
            Batch batch = new Batch()
                    .put(Tables.ENVIRONMENTS, Tables.key(environment.name()), EnvironmentCodec.encode(environment));
            services.createAll(copies, batch);
            return environment;
        });
    }

    @Override
    public void remove(EnvironmentName name) {
        services.holding(name, () -> {
            if (name.isProduction() || find(name).isEmpty()) {
                throw new EnvironmentNotFoundException(name.value());
            }
            List<String> inside = servicesIn(name);
            if (!inside.isEmpty()) {
                throw new EnvironmentInUseException(name, inside);
            }
            store.write(new Batch().delete(Tables.ENVIRONMENTS, Tables.key(name)));
            return name;
        });
    }

    private List<String> servicesIn(EnvironmentName name) {
        return store.list(Tables.SERVICES, KeyRange.all()).stream()
                .map(entry -> new String(entry.key(), UTF_8))
                .filter(service -> service.endsWith("." + name))
                .toList();
    }
}
