package io.paz.engine.fleet.client;

import io.paz.client.Remote;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.engine.fleet.cadvisor.ContainerInfo;
import io.paz.engine.fleet.cadvisor.ContainerInfoRequest;
import io.paz.engine.fleet.cadvisor.MachineInfo;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

/**
 * Client of cAdvisor's REST API v1.3: usage of a host and its containers. Its failures are {@link RemoteUnavailableException} and
 * {@link RemoteRefusedException}.
 */
public final class CadvisorClient {

    private static final ParameterizedTypeReference<Map<String, ContainerInfo>> BY_NAME =
            new ParameterizedTypeReference<>() {};

    private final Remote remote;

    public CadvisorClient(URI address, @Nullable String token) {
        this.remote = new Remote("cadvisor", address, token);
    }

    /** Fetches the machine's capacity. */
    public Mono<MachineInfo> capacities() {
        return remote.call(
                client -> client.get().uri("/api/v1.3/machine"), response -> response.bodyToMono(MachineInfo.class));
    }

    /**
     * The machine as a whole, with the newest samples of that time and later.
     *
     * @param samples -1 for all that the host keeps
     */
    public Mono<ContainerInfo> machine(Instant since, int samples) {
        return remote.call(
                client -> client.post()
                        .uri("/api/v1.3/containers/")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(wanted(since, samples)),
                response -> response.bodyToMono(ContainerInfo.class));
    }

    /** All Docker containers, each with samples as above. */
    public Mono<List<ContainerInfo>> containers(Instant since, int samples) {
        return remote.call(
                        client -> client.post()
                                .uri("/api/v1.3/docker/")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(wanted(since, samples)),
                        response -> response.bodyToMono(BY_NAME))
                .map(infos -> List.copyOf(infos.values()));
    }

    private static ContainerInfoRequest wanted(Instant since, int samples) {
        return new ContainerInfoRequest(samples, since.toString(), null);
    }
}
