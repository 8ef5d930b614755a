package io.paz.scheduler.deployment;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The service directory. Never blocks; a future fails when the directory does not answer within seconds. */
public interface ServiceLookup {

    CompletableFuture<Optional<ServiceDefinition>> byName(String name);

    CompletableFuture<Optional<ServiceDefinition>> byRepository(String repository);

    /** Deletes it from the catalogue; one that is gone already is no failure. */
    CompletableFuture<Void> delete(String name);
}
