package io.paz.scheduler.directory;

import io.paz.api.directory.ServiceDocument;
import io.paz.client.DirectoryClient;
import io.paz.client.RemoteRefused;
import io.paz.client.RemoteUnavailable;
import io.paz.scheduler.deployment.DirectoryUnavailable;
import io.paz.scheduler.deployment.ServiceDefinition;
import io.paz.scheduler.deployment.ServiceDirectory;
import io.paz.scheduler.document.ConfigurationDocuments;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Services as the directory has them now. A failure of the directory is a {@link DirectoryUnavailable}. */
public final class RemoteDirectory implements ServiceDirectory {

    /** What can be a name at all; anything else is not asked for, and certainly not put into a path. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{2,39}");

    private final DirectoryClient client;

    public RemoteDirectory(DirectoryClient client) {
        this.client = client;
    }

    /** Empty when there is none of that name. */
    public Mono<ServiceDefinition> byName(String name) {
        return NAME.matcher(name).matches() ? read(client.service(name)) : Mono.empty();
    }

    /** The first service that runs images of the repository; empty when there is none. */
    public Mono<ServiceDefinition> byRepository(String repository) {
        return read(client.serviceOfRepository(repository));
    }

    @Override
    public void delete(String service) {
        await(client.delete(service));
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
                                found -> client.setInstances(service, instances).thenReturn(found)))
                .isPresent();
    }

    private static <T> Optional<T> await(Mono<T> call) {
        try {
            return Optional.ofNullable(call.toFuture().join());
        } catch (CompletionException e) {
            throw unavailable(e.getCause() == null ? e : e.getCause());
        }
    }

    private static Mono<ServiceDefinition> read(Mono<ServiceDocument> document) {
        return document.map(RemoteDirectory::read)
                .onErrorMap(RemoteUnavailable.class, RemoteDirectory::unavailable)
                .onErrorMap(RemoteRefused.class, RemoteDirectory::unavailable);
    }

    private static ServiceDefinition read(ServiceDocument document) {
        return new ServiceDefinition(
                document.name(),
                document.description(),
                document.dockerRepository(),
                ConfigurationDocuments.read(document.config()));
    }

    private static DirectoryUnavailable unavailable(Throwable failure) {
        return failure instanceof DirectoryUnavailable known
                ? known
                : new DirectoryUnavailable(String.valueOf(failure.getMessage()), failure);
    }
}
