package io.paz.host.web;

import io.paz.engine.fleet.space.ContainerReference;
import io.paz.engine.fleet.space.FileSystemList;
import io.paz.engine.fleet.space.PulledReference;
import io.paz.engine.fleet.space.RemovableDocument;
import io.paz.engine.fleet.space.RemovalAnswer;
import io.paz.host.space.HostSpace;
import io.paz.http.error.ApiException;
import io.paz.http.json.StrictJson;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The room of the host, which the scheduler watches and makes. */
public final class SpaceRoutes {

    private static final Pattern PULLED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:-]{0,400}@sha256:[0-9a-f]{64}");
    private static final Pattern CONTAINER = Pattern.compile("[0-9a-f]{64}");

    private final HostSpace space;
    private final StrictJson json;
    private final Scheduler blocking;

    public SpaceRoutes(HostSpace space, StrictJson json, Scheduler blocking) {
        this.space = space;
        this.json = json;
        this.blocking = blocking;
    }

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/space", request -> answer(this::fileSystems))
                .GET("/space/removable", request -> answer(this::removable))
                .PUT("/images/expected", this::expect)
                .POST("/images/removals", this::removeImage)
                .POST("/containers/removals", this::removeContainer)
                .build();
    }

    private FileSystemList fileSystems() throws IOException {
        return new FileSystemList(space.fileSystems().stream()
                .map(each -> new FileSystemList.FileSystem(each.path(), each.use(), each.total(), each.available()))
                .toList());
    }

    private RemovableDocument removable() throws IOException {
        return new RemovableDocument(
                space.images().stream()
                        .map(each ->
                                new RemovableDocument.Image(each.reference(), each.id(), each.bytes(), each.neededBy()))
                        .toList(),
                space.containers().stream()
                        .map(each -> new RemovableDocument.Container(each.id(), each.name(), each.bytes()))
                        .toList());
    }

    private Mono<ServerResponse> expect(ServerRequest request) {
        return body(request, PulledReference.class)
                .map(body -> checked(PULLED, "reference", body.reference(), "an image with its digest"))
                .publishOn(blocking)
                .flatMap(reference -> Mono.fromCallable(() -> {
                    space.expectPull(reference);
                    return reference;
                }))
                .onErrorMap(IOException.class, SpaceRoutes::unavailable)
                .flatMap(done -> ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> removeImage(ServerRequest request) {
        return body(request, PulledReference.class)
                .map(body -> checked(PULLED, "reference", body.reference(), "an image with its digest"))
                .flatMap(reference -> answer(
                        () -> new RemovalAnswer(space.removeImage(reference).orElse(null))));
    }

    private Mono<ServerResponse> removeContainer(ServerRequest request) {
        return body(request, ContainerReference.class)
                .map(body -> checked(CONTAINER, "id", body.id(), "64 hexadecimal digits"))
                .flatMap(id ->
                        answer(() -> new RemovalAnswer(space.removeContainer(id).orElse(null))));
    }

    private <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]).map(body -> json.read(body, type));
    }

    private static String checked(Pattern form, String field, String value, String expected) {
        if (value == null || !form.matcher(value).matches()) {
            throw ApiException.invalidField(field, value, expected);
        }
        return value;
    }

    private <T> Mono<ServerResponse> answer(Callable<T> action) {
        return Mono.fromCallable(action)
                .subscribeOn(blocking)
                .onErrorMap(IOException.class, SpaceRoutes::unavailable)
                .flatMap(document -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(document));
    }

    private static ApiException unavailable(Throwable failure) {
        return FleetError.exception(
                HttpStatus.SERVICE_UNAVAILABLE, "the Docker engine does not answer: " + failure.getMessage());
    }
}
