package io.paz.directory.catalog;

import io.paz.directory.catalog.field.ServiceName;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All services. A change is on disk when its method returns, and the changes of one service happen one after another.
 *
 * <p>Every method blocks; all are safe for several threads.
 */
public interface ServiceCatalog {

    /**
     * @throws NameTakenException when there is a service of that name
     * @throws ClaimTakenException when another service owns one of its host ports or domains
     */
    void create(ServiceDefinition service);

    /**
     * Changes a service as it is at that moment, and returns what it became.
     *
     * @param change is called once; what it throws leaves the service as it was
     * @throws ServiceNotFoundException when there is none of that name
     * @throws ClaimTakenException when another service owns one of its new host ports or domains
     */
    ServiceDefinition change(ServiceName name, UnaryOperator<ServiceDefinition> change);

    /** As the other one, and keeps with the service who asked, and which fields became others. */
    ServiceDefinition change(ServiceName name, Requester requester, UnaryOperator<ServiceDefinition> change);

    /**
     * Removes a service with everything that it owned.
     *
     * @param createdAt of the one to remove; null for whichever there is
     * @throws ServiceNotFoundException when there is none of that name that was created then
     */
    void remove(ServiceName name, @Nullable Instant createdAt);
}
