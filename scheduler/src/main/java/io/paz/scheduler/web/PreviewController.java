package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.scheduler.PreviewDocument;
import io.paz.api.scheduler.PreviewRequest;
import io.paz.http.error.ApiException;
import io.paz.http.text.TerminalText;
import io.paz.scheduler.directory.RemoteDirectory;
import io.paz.scheduler.document.PreviewDocuments;
import io.paz.scheduler.preview.PreviewService;
import io.paz.scheduler.request.DeploymentRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Route of deployment previews. Changes nothing. */
@RestController
final class PreviewController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final PreviewService previews;
    private final RemoteDirectory directory;

    PreviewController(PreviewService previews, RemoteDirectory directory) {
        this.previews = previews;
        this.directory = directory;
    }

    /** Who accepts plain text gets it for a terminal; everybody else gets JSON. */
    @PostMapping("/services/{name}/preview")
    Mono<ResponseEntity<Object>> preview(
            @PathVariable String name,
            @RequestBody(required = false) @Nullable PreviewRequest request,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            ServerWebExchange exchange) {
        boolean plain = accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE);
        return document(name, request, exchange)
                .map(preview -> plain
                        ? ResponseEntity.ok().contentType(TEXT).body(TerminalText.lines(PreviewDocuments.text(preview)))
                        : ResponseEntity.ok().body(new Doc<>(preview)));
    }

    private Mono<PreviewDocument> document(String name, @Nullable PreviewRequest request, ServerWebExchange exchange) {
        DeploymentRequest order = new DeploymentRequest(
                request == null ? null : request.dockerRepository(),
                request != null && request.pushedAt() != null,
                null,
                "preview",
                Requesters.of(exchange));
        return directory
                .byName(name)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(
                        "service: value " + name + " (expected: a service of the service directory)")))
                .flatMap(service -> Blocking.call(() -> PreviewDocuments.of(name, previews.of(service, order))));
    }
}
