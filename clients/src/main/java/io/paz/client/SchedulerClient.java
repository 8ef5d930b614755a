package io.paz.client;

import io.paz.api.Doc;
import io.paz.api.scheduler.DeploymentDocument;
import io.paz.api.scheduler.DriftDocument;
import io.paz.api.scheduler.ServiceState;
import io.paz.api.scheduler.SpaceDocument.FileSystem;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Mono;

/** The scheduler. Its failures are {@link RemoteUnavailableException} and {@link RemoteRefusedException}. */
public final class SchedulerClient {

    private static final ParameterizedTypeReference<Doc<List<DeploymentDocument>>> DEPLOYMENTS =
            new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<Doc<List<ServiceState>>> SERVICES =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Doc<DriftDocument>> DRIFT = new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<Doc<List<FileSystem>>> FILE_SYSTEMS =
            new ParameterizedTypeReference<>() {};

    private final Remote remote;

    /** @param token asked for at each request; null where the scheduler wants none */
    public SchedulerClient(URI address, @Nullable Supplier<String> token) {
        this.remote = new Remote("scheduler", address, token);
    }

    /** The newest deployments of a service, the newest first. */
    public Mono<List<DeploymentDocument>> deployments(String service, int limit) {
        return deployments(uri -> uri.queryParam("service", "{service}")
                .queryParam("limit", "{limit}")
                .build(service, limit));
    }

    /** The newest deployments of all services, the newest first. */
    public Mono<List<DeploymentDocument>> deployments(int limit) {
        return deployments(uri -> uri.queryParam("limit", "{limit}").build(limit));
    }

    /** States of all services that are deployed, by name. */
    public Mono<List<ServiceState>> services() {
        return remote.call(client -> client.get().uri("/services"), response -> response.bodyToMono(SERVICES))
                .map(Doc::doc);
    }

    /** What the last look for drift found. */
    public Mono<DriftDocument> drift() {
        return remote.call(client -> client.get().uri("/drift"), response -> response.bodyToMono(DRIFT))
                .map(Doc::doc);
    }

    /** Free space of file systems, as the last look found it. */
    public Mono<List<FileSystem>> fileSystems() {
        return remote.call(
                        client -> client.get().uri("/space/file-systems"),
                        response -> response.bodyToMono(FILE_SYSTEMS))
                .map(Doc::doc);
    }

    /** Waits for deployments other than those of that tag, and gives the tag of those that there are then. */
    public Mono<String> nextTagOfDeployments(String known) {
        return remote.nextTag("/deployments?limit=1", known);
    }

    private Mono<List<DeploymentDocument>> deployments(Function<UriBuilder, URI> query) {
        return remote.call(
                        client -> client.get().uri(uri -> query.apply(uri.path("/deployments"))),
                        response -> response.bodyToMono(DEPLOYMENTS))
                .map(Doc::doc);
    }
}
