package io.paz.engine.fleet.client;

import io.paz.client.Remote;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.client.WebClients;
import io.paz.engine.fleet.image.ImageDocument;
import io.paz.engine.fleet.image.ImageList;
import io.paz.engine.fleet.image.ProtectedImages;
import io.paz.engine.fleet.space.PulledReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

/**
 * The images of an embedded host. The real fleet at its place knows nothing of them, and answers 404. The failures are
 * {@link RemoteUnavailableException} and {@link RemoteRefusedException}.
 */
public final class ImageClient {

    /** Docker's engine takes its time where much begins at once. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(9);

    private static final int NOT_FOUND = 404;

    private final Remote remote;

    /** @param token sent as bearer; null sends none */
    public ImageClient(URI address, @Nullable String token) {
        this.remote = new Remote("embedded host", address, token, IDLE_TIMEOUT);
    }

    /**
     * The images that a reference means there: one or none. Empty where nothing can tell.
     *
     * @param reference a name, with or without tag, or an id
     */
    public Mono<List<ImageDocument>> find(String reference) {
        return emptyIfUnknown(remote.call(
                        client -> client.get().uri(uri -> uri.path("/images")
                                .queryParam("reference", "{reference}")
                                .build(reference)),
                        response -> response.bodyToMono(ImageList.class))
                .map(ImageList::images));
    }

    /** Protects these images of a service, and no others of it, from being pruned; does nothing where nothing can. */
    public Mono<Void> protect(String service, List<String> ids) {
        return emptyIfUnknown(remote.call(
                client -> client.put()
                        .uri("/images/protected/{service}", service)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(new ProtectedImages(ids)),
                WebClients::discard));
    }

    /** Keeps that an instance is about to have the image pulled; does nothing where nothing can. */
    public Mono<Void> expectPull(String reference) {
        return emptyIfUnknown(remote.call(
                client -> client.put()
                        .uri("/images/expected")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(new PulledReference(reference)),
                WebClients::discard));
    }

    private static <T> Mono<T> emptyIfUnknown(Mono<T> answer) {
        return answer.onErrorResume(
                RemoteRefusedException.class,
                refused -> refused.status() == NOT_FOUND ? Mono.empty() : Mono.error(refused));
    }
}
