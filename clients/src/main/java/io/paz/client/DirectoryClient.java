package io.paz.client;

import io.paz.api.Doc;
import io.paz.api.directory.ServiceDocument;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

/** The service directory. Its failures are {@link RemoteUnavailableException} and {@link RemoteRefusedException}. */
public final class DirectoryClient {

    private static final String NAME = "service-directory";
    private static final int NOT_FOUND = 404;
    private static final ParameterizedTypeReference<Doc<ServiceDocument>> SERVICE =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Doc<List<ServiceDocument>>> SERVICES =
            new ParameterizedTypeReference<>() {};

    private final Remote remote;
    private final Consumer<HttpHeaders> headers;

    /** @param token asked for at each request; null where the directory wants none */
    public DirectoryClient(URI address, @Nullable Supplier<String> token) {
        this(new Remote(NAME, address, token), none -> {});
    }

    private DirectoryClient(Remote remote, Consumer<HttpHeaders> headers) {
        this.remote = remote;
        this.headers = headers;
    }

    /** The same that reads secret variables as hosts decrypt them, and not as they are shown. */
    public DirectoryClient withEncryptedSecrets() {
        return new DirectoryClient(remote, headers -> headers.set("Paz-Secrets", "encrypted"));
    }

    /** All services of all environments, by name. */
    public Mono<List<ServiceDocument>> services() {
        return remote.call(
                        client -> client.get().uri("/services?environment=all").headers(headers),
                        response -> response.bodyToMono(SERVICES))
                .map(Doc::doc);
    }

    /** Empty when there is none of that name. */
    public Mono<ServiceDocument> service(String name) {
        return emptyIfMissing(remote.call(
                        client -> client.get().uri("/services/{name}", name).headers(headers),
                        response -> response.bodyToMono(SERVICE))
                .map(Doc::doc));
    }

    /** All services that run images of a repository, by name; empty when there is none. */
    public Mono<List<ServiceDocument>> servicesOfRepository(String repository) {
        return emptyIfMissing(remote.call(
                        client -> client.get()
                                .uri(uri -> uri.path("/services")
                                        .queryParam("dockerRepository", "{repository}")
                                        .build(repository))
                                .headers(headers),
                        response -> response.bodyToMono(ServicesOfRepository.class))
                .map(ServicesOfRepository::docs));
    }

    /** The answer to a search by image repository: the first service, and all of them. */
    private record ServicesOfRepository(ServiceDocument doc, List<ServiceDocument> docs) {}

    /**
     * Deletes the catalogue entry; one that is gone already is no failure.
     *
     * @param createdTime of the one to delete, so that a later one of its name is left alone; null for whichever there is
     */
    public Mono<Void> delete(String name, @Nullable Long createdTime) {
        return emptyIfMissing(remote.call(
                client -> client.delete().uri(uri -> uri.path("/services/{name}")
                        .queryParamIfPresent("createdTime", Optional.ofNullable(createdTime))
                        .build(name)),
                WebClients::discard));
    }

    /** Changes how many instances the next deployment of a service has; one that is gone is no failure. */
    public Mono<Void> setInstances(String name, int instances) {
        return emptyIfMissing(remote.call(
                client -> client.patch()
                        .uri("/services/{name}/config", name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("numInstances", instances)),
                WebClients::discard));
    }

    private static <T> Mono<T> emptyIfMissing(Mono<T> answer) {
        return answer.onErrorResume(
                RemoteRefusedException.class,
                refused -> refused.status() == NOT_FOUND ? Mono.empty() : Mono.error(refused));
    }
}
