package io.paz.scheduler.directory;

import io.paz.api.directory.ServiceDocument;
import io.paz.client.DirectoryClient;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.engine.DeployedName;
import io.paz.scheduler.catalog.DirectoryUnavailableException;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.catalog.ServiceDirectory;
import io.paz.scheduler.document.ConfigurationDocuments;
import io.paz.scheduler.request.DeploymentRefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import reactor.core.publisher.Mono;

/**
 * Client of the service directory. That it does not answer is a {@link DirectoryUnavailableException}, that it refuses a value a
 * {@link DeploymentRefusedException}, and that it refuses the scheduler itself a {@link DirectoryRefusedException}.
 */
public final class RemoteDirectory implements ServiceDirectory {

    private static final int SERVER_ERROR = 500;
    /** Bad request, conflict, unprocessable content. */
    private static final Set<Integer> OF_THE_CALLER = Set.of(400, 409, 422);
    /** Request timeout, too many requests. */
    private static final Set<Integer> PASSING = Set.of(408, 429);

    private final DirectoryClient client;

    public RemoteDirectory(DirectoryClient client) {
        this.client = client;
    }

    /** Empty when there is none of that name. */
    public Mono<ServiceDefinition> byName(String name) {
        return isName(name) ? read(client.service(name)) : Mono.empty();
    }

    /** All services that run images of the repository, by name; empty when there is none. */
    public Mono<List<ServiceDefinition>> byRepository(String repository) {
        return failuresOf(client.servicesOfRepository(repository))
                .map(found -> found.stream().map(RemoteDirectory::read).toList());
    }

    @Override
    public List<ServiceDefinition> services() {
        return await(client.services()
                        .map(documents ->
                                documents.stream().map(RemoteDirectory::read).toList()))
                .orElse(List.of());
    }

    @Override
    public Optional<Entry> find(String service) {
        return await(client.service(service).map(RemoteDirectory::entry));
    }

    /** Empty when there is none of that name. */
    public Mono<Entry> entryOf(String name) {
        return isName(name) ? failuresOf(client.service(name)).map(RemoteDirectory::entry) : Mono.empty();
    }

    /** What is no name is not asked for, and certainly not put into a path. */
    private static boolean isName(String text) {
        return DeployedName.isValid(text);
    }

    private static Entry entry(ServiceDocument document) {
        Long created = document.createdTime();
        return new Entry(document.name(), created == null ? null : Instant.ofEpochMilli(created));
    }

    @Override
    public void delete(Entry entry) {
        Instant created = entry.createdAt();
        await(client.delete(entry.service(), created == null ? null : created.toEpochMilli()));
    }

    @Override
    public void setInstances(String service, int instances) {
        await(client.setInstances(service, instances));
    }

    @Override
    public boolean replaceInstances(String service, int expected, int instances) {
        return await(byName(service)
                        .filter(found -> found.config().numInstances() == expected)
                        .flatMap(
                                found -> client.setInstances(service, instances).thenReturn(found))
                        .onErrorResume(RemoteDirectory::isOfTheCaller, refused -> Mono.empty()))
                .isPresent();
    }

    private static <T> Optional<T> await(Mono<T> call) {
        try {
            return Optional.ofNullable(call.toFuture().join());
        } catch (CompletionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            throw isOfTheCaller(failure) ? refused(failure) : unavailable(failure);
        }
    }

    private static Mono<ServiceDefinition> read(Mono<ServiceDocument> document) {
        return failuresOf(document).map(RemoteDirectory::read);
    }

    private static <T> Mono<T> failuresOf(Mono<T> call) {
        return call.onErrorMap(RemoteUnavailableException.class, RemoteDirectory::unavailable)
                .onErrorMap(RemoteRefusedException.class, RemoteDirectory::meaning);
    }

    /** A value that the directory refuses is the caller's, a failure of its own may pass, and anything else is set up wrongly. */
    private static RuntimeException meaning(RemoteRefusedException refused) {
        if (isOfTheCaller(refused)) {
            return refused(refused);
        }
        return refused.status() >= SERVER_ERROR || PASSING.contains(refused.status())
                ? unavailable(refused)
                : new DirectoryRefusedException(String.valueOf(refused.getMessage()), refused);
    }

    private static boolean isOfTheCaller(Throwable failure) {
        return failure instanceof RemoteRefusedException refused && OF_THE_CALLER.contains(refused.status());
    }

    private static DeploymentRefusedException refused(Throwable failure) {
        return DeploymentRefusedException.byDirectory(String.valueOf(failure.getMessage()));
    }

    private static ServiceDefinition read(ServiceDocument document) {
        return new ServiceDefinition(
                document.name(),
                document.description(),
                document.dockerRepository(),
                ConfigurationDocuments.read(document.config()));
    }

    private static DirectoryUnavailableException unavailable(Throwable failure) {
        return failure instanceof DirectoryUnavailableException known
                ? known
                : new DirectoryUnavailableException(String.valueOf(failure.getMessage()), failure);
    }
}
