package io.paz.directory.catalog.environment;

import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.field.EnvironmentName;
import java.util.List;
import java.util.Optional;

/** All environments. A change is on disk when its method returns. Every method blocks; all are safe for several threads. */
public interface EnvironmentCatalog {

    /** Production first, then the others in byte order of their names. */
    List<DeploymentEnvironment> all();

    /** Empty when there is none of that name. */
    Optional<DeploymentEnvironment> find(EnvironmentName name);

    /**
     * Creates an environment with the services that are to be in it at once: all of it, or nothing.
     *
     * @throws EnvironmentTakenException when there is one of that name
     */
    void create(DeploymentEnvironment environment, List<ServiceDefinition> services);

    /**
     * Removes an environment without services.
     *
     * @throws EnvironmentNotFoundException when there is none of that name
     * @throws EnvironmentInUseException when services are in it
     */
    void remove(EnvironmentName name);
}
