package io.paz.host.web;

import io.paz.engine.DeployedName;
import io.paz.engine.fleet.image.ImageDocument;
import io.paz.engine.fleet.image.ImageList;
import io.paz.engine.fleet.image.ProtectedImages;
import io.paz.host.image.ImageStore;
import io.paz.http.error.ApiException;
import io.paz.http.json.StrictJson;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The images of the host's engine, which the scheduler resolves names of images with. */
public final class ImageRoutes {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,511}");
    private static final Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern SERVICE = Pattern.compile(DeployedName.LENIENT_PATTERN);
    private static final int MAX_IDS = 100;

    private final ImageStore images;
    private final StrictJson json;
    private final Scheduler blocking;

    public ImageRoutes(ImageStore images, StrictJson json, Scheduler blocking) {
        this.images = images;
        this.json = json;
        this.blocking = blocking;
    }

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/images", this::find)
                .PUT("/images/protected/{service}", this::protect)
                .build();
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        String reference = request.queryParam("reference").orElse("");
        require(REFERENCE, "reference", reference, "a name of an image, or an id sha256:...");
        return Mono.fromCallable(() -> found(reference))
                .subscribeOn(blocking)
                .onErrorMap(IOException.class, ImageRoutes::silent)
                .flatMap(list -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(list));
    }

    private ImageList found(String reference) throws IOException {
        return new ImageList(images.find(reference).stream()
                .map(image -> new ImageDocument(image.id(), image.digests()))
                .toList());
    }

    private Mono<ServerResponse> protect(ServerRequest request) {
        String service = request.pathVariable("service");
        require(SERVICE, "service", service, "a service's name");
        return request.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> ids(json.read(body, ProtectedImages.class)))
                .publishOn(blocking)
                .flatMap(ids -> Mono.fromCallable(() -> {
                    images.protect(service, ids);
                    return ids;
                }))
                .onErrorMap(IOException.class, ImageRoutes::silent)
                .flatMap(done -> ServerResponse.noContent().build());
    }

    private static List<String> ids(ProtectedImages wanted) {
        List<String> ids = wanted.ids() == null ? List.of() : wanted.ids();
        if (ids.size() > MAX_IDS) {
            throw ApiException.invalidField("ids", String.valueOf(ids.size()), "at most " + MAX_IDS);
        }
        ids.forEach(id -> require(ID, "ids", id, "sha256: and 64 hexadecimal digits"));
        return ids;
    }

    private static void require(Pattern form, String field, String value, String expected) {
        if (!form.matcher(value).matches()) {
            throw ApiException.invalidField(field, value, expected);
        }
    }

    private static ApiException silent(Throwable failure) {
        return FleetError.exception(
                HttpStatus.SERVICE_UNAVAILABLE, "the Docker engine does not answer: " + failure.getMessage());
    }
}
