package io.paz.directory.copy;

import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.environment.DeploymentEnvironment;
import io.paz.directory.catalog.environment.EnvironmentCatalog;
import io.paz.directory.catalog.environment.EnvironmentNotFoundException;
import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.catalog.field.InvalidFieldException;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.directory.document.DocumentCodec;
import io.paz.directory.document.ServiceDocuments;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Copies of the services that an environment has at one moment. Blocks on the disk. */
public record EnvironmentCopier(EnvironmentCatalog environments, ServiceDocuments documents, DocumentCodec codec) {

    /** @throws EnvironmentNotFoundException when there is no environment to copy from */
    public List<ServiceCopy> copies(DeploymentEnvironment target, CopyOrder order) {
        EnvironmentName from = order.from();
        if (environments.find(from).isEmpty()) {
            throw new EnvironmentNotFoundException(from.value());
        }
        List<ServiceDefinition> sources =
                wanted(documents.in(from).stream().map(codec::decode).toList(), order);
        Instant now = Objects.requireNonNull(target.createdAt(), "createdAt");
        return sources.stream()
                .map(source -> ServiceCopy.of(source, target.name(), order.instances(), now))
                .toList();
    }

    private static List<ServiceDefinition> wanted(List<ServiceDefinition> all, CopyOrder order) {
        List<ServiceName> services = order.services();
        if (services == null) {
            return all.stream().filter(ServiceCopy::isPossible).toList();
        }
        return services.stream()
                .distinct()
                .map(service -> one(all, service.in(order.from())))
                .toList();
    }

    private static ServiceDefinition one(List<ServiceDefinition> all, ServiceName name) {
        ServiceDefinition found = all.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldException(
                        "services", name.service(), "services of environment " + name.environment()));
        InvalidFieldException.unless(
                ServiceCopy.isPossible(found),
                "services",
                name.service(),
                "none of TCP, since only one service may have a public port; create it with a port of its own");
        return found;
    }
}
