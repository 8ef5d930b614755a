package io.paz.scheduler.deployment;

import java.util.List;

/** The catalogue of services, as far as deployments change it. */
public interface ServiceDirectory {

    /**
     * All services as the directory has them now. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailable when it does not answer
     */
    List<ServiceDefinition> services();

    /**
     * Deletes the service's entry; one that is gone already is no failure. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailable when the call must be repeated
     */
    void delete(String service);

    /**
     * Writes how many instances the next deployment is to have. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailable when it could not be written
     */
    void setInstances(String service, int instances);

    /**
     * Writes it only where the service still has the number that is expected; says whether it did. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailable when the call must be repeated
     */
    boolean replaceInstances(String service, int expected, int instances);
}
