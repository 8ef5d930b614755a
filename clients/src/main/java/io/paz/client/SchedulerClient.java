package io.paz.client;

import io.paz.api.Doc;
import io.paz.api.scheduler.DeploymentDocument;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import reactor.core.publisher.Mono;

/** The scheduler. Its failures are {@link RemoteUnavailable} and {@link RemoteRefused}. */
public final class SchedulerClient {

    private static final ParameterizedTypeReference<Doc<List<DeploymentDocument>>> DEPLOYMENTS =
            new ParameterizedTypeReference<>() {};

    private final Remote remote;

    /** @param token the administrator's; null where the scheduler wants none */
    public SchedulerClient(URI address, @Nullable String token) {
        this.remote = new Remote("scheduler", address, token);
    }

    /** The newest deployments of a service, the newest first. */
    public Mono<List<DeploymentDocument>> deployments(String service, int limit) {
        return remote.call(
                        client -> client.get().uri(uri -> uri.path("/deployments")
                                .queryParam("service", "{service}")
                                .queryParam("limit", "{limit}")
                                .build(service, limit)),
                        response -> response.bodyToMono(DEPLOYMENTS))
                .map(Doc::doc);
    }
}
