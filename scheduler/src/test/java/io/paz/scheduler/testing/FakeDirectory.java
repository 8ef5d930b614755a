package io.paz.scheduler.testing;

import io.paz.scheduler.catalog.DirectoryUnavailableException;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.catalog.ServiceDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The directory of a world. */
public record FakeDirectory(FakeWorld world) implements ServiceDirectory {

    @Override
    public List<ServiceDefinition> services() {
        return List.copyOf(world.directory.values());
    }

    @Override
    public Optional<Entry> find(String name) {
        return Optional.ofNullable(world.directory.get(name)).map(found -> new Entry(name, created(name)));
    }

    private Instant created(String name) {
        return world.created.getOrDefault(name, Instant.EPOCH);
    }

    @Override
    public void delete(Entry entry) {
        String name = entry.service();
        world.effect("delete in directory " + name, () -> {
            if (created(name).equals(entry.createdAt())) {
                world.directory.remove(name);
            }
        });
    }

    @Override
    public void setInstances(String name, int instances) {
        if (world.directoryDown) {
            throw new DirectoryUnavailableException("service-directory does not answer", new IllegalStateException());
        }
        world.effect(
                "list " + name + " with " + instances,
                () -> world.directory.computeIfPresent(name, (key, service) -> listed(service, instances)));
    }

    private static ServiceDefinition listed(ServiceDefinition service, int instances) {
        return new ServiceDefinition(
                service.name(),
                service.description(),
                service.repository(),
                service.config().withInstances(instances));
    }

    @Override
    public boolean replaceInstances(String name, int expected, int instances) {
        boolean same = world.directory.containsKey(name)
                && world.directory.get(name).config().numInstances() == expected;
        if (same) {
            setInstances(name, instances);
        }
        return same;
    }
}
