package io.paz.engine;

import java.util.List;

/**
 * One version of one service.
 *
 * @param service name as the directory accepts it
 * @param version 1, 2, 3, ... for each service
 */
public record ReleaseId(String service, int version) {

    public ReleaseId {
        if (version < 1) {
            throw new IllegalArgumentException("version: " + version + " (expected: >= 1)");
        }
    }

    /** Those of its instances that have these numbers, in that order. */
    public List<InstanceId> ids(List<Integer> instances) {
        return instances.stream().map(this::instance).toList();
    }

    /** One of its instances. */
    public InstanceId instance(int number) {
        return new InstanceId(service, version, number);
    }

    @Override
    public String toString() {
        return service + " " + version;
    }
}
