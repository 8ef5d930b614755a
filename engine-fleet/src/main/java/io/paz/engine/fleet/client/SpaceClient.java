package io.paz.engine.fleet.client;

import io.paz.client.Remote;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.engine.fleet.space.ContainerReference;
import io.paz.engine.fleet.space.FileSystemList;
import io.paz.engine.fleet.space.PulledReference;
import io.paz.engine.fleet.space.RemovableDocument;
import io.paz.engine.fleet.space.RemovalAnswer;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

/**
 * The room of an embedded host; the real fleet at its place knows nothing of it, and answers 404. The failures are {@link RemoteUnavailableException} and {@link RemoteRefusedException}.
 */
public final class SpaceClient {

    /** Docker's engine takes its time to remove a large image. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(9);

    private static final int NOT_FOUND = 404;

    private final Remote remote;

    /** @param token sent as bearer; null sends none */
    public SpaceClient(URI address, @Nullable String token) {
        this.remote = new Remote("embedded host", address, token, IDLE_TIMEOUT);
    }

    public Mono<FileSystemList> fileSystems() {
        return emptyIfUnknown(remote.call(
                client -> client.get().uri("/space"), response -> response.bodyToMono(FileSystemList.class)));
    }

    public Mono<RemovableDocument> removable() {
        return emptyIfUnknown(remote.call(
                client -> client.get().uri("/space/removable"),
                response -> response.bodyToMono(RemovableDocument.class)));
    }

    public Mono<RemovalAnswer> removeImage(String reference) {
        return remove("/images/removals", new PulledReference(reference));
    }

    public Mono<RemovalAnswer> removeContainer(String id) {
        return remove("/containers/removals", new ContainerReference(id));
    }

    private Mono<RemovalAnswer> remove(String path, Object what) {
        return remote.call(
                client -> client.post()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(what),
                response -> response.bodyToMono(RemovalAnswer.class));
    }

    private static <T> Mono<T> emptyIfUnknown(Mono<T> answer) {
        return answer.onErrorResume(
                RemoteRefusedException.class,
                refused -> refused.status() == NOT_FOUND ? Mono.empty() : Mono.error(refused));
    }
}
