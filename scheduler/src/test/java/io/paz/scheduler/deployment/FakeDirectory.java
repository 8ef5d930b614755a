package io.paz.scheduler.deployment;

import java.util.List;

/** The directory of a world. */
record FakeDirectory(FakeWorld world) implements ServiceDirectory {

    @Override
    public List<ServiceDefinition> services() {
        return List.copyOf(world.directory.values());
    }

    @Override
    public void delete(String name) {
        world.effect("delete in directory " + name, () -> world.directory.remove(name));
    }

    @Override
    public void setInstances(String name, int instances) {
        if (world.directoryDown) {
            throw new DirectoryUnavailable("service-directory does not answer", new IllegalStateException());
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
