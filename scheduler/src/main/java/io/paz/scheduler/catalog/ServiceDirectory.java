package io.paz.scheduler.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port to the service directory. */
public interface ServiceDirectory {

    /**
     * All services as the directory has them now. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailableException when it does not answer
     */
    List<ServiceDefinition> services();

    /**
     * Finds the service's entry; empty when there is none. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailableException when it does not answer
     */
    Optional<Entry> find(String service);

    /**
     * Deletes an entry; one that is gone already is no failure, and a later one of the same name stays. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailableException when the call must be repeated
     */
    void delete(Entry entry);

    /**
     * One entry of the directory.
     *
     * @param createdAt distinguishes it from a later one of the same name; null of one that an earlier release created
     */
    record Entry(String service, @Nullable Instant createdAt) {}

    /**
     * Writes how many instances the next deployment is to have. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailableException when it could not be written
     */
    void setInstances(String service, int instances);

    /**
     * Writes it only where the service still has the number that is expected; says whether it did. Blocks for seconds at most.
     *
     * @throws DirectoryUnavailableException when the call must be repeated
     */
    boolean replaceInstances(String service, int expected, int instances);
}
