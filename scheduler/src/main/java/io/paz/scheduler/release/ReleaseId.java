package io.paz.scheduler.release;

/**
 * Identity of a version of a service.
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

    @Override
    public String toString() {
        return service + " " + version;
    }
}
