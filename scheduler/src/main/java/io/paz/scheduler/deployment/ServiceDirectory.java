package io.paz.scheduler.deployment;

/** The catalogue of services, as far as deployments change it. */
public interface ServiceDirectory {

    /**
     * Deletes the service's entry; one that is gone already is no failure. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailable when the call must be repeated
     */
    void delete(String service);
}
