package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.scheduler.CleanupDocument;
import io.paz.api.scheduler.SpaceDocument;
import io.paz.api.scheduler.SpaceDocument.FileSystem;
import io.paz.engine.EngineUnavailableException;
import io.paz.http.error.ApiException;
import io.paz.scheduler.document.SpaceDocuments;
import io.paz.scheduler.space.CleanupPlan;
import io.paz.scheduler.space.SpaceCleaner;
import io.paz.scheduler.space.SpaceWatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Routes of free space. Who accepts plain text gets it for a terminal; everybody else gets JSON. */
@RestController
final class SpaceController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final String UNKNOWN =
            "not known: this engine has no door to the images of its hosts; Docker's own prune makes room there";

    private final SpaceWatch watch;
    private final SpaceCleaner cleaner;

    SpaceController(SpaceWatch watch, SpaceCleaner cleaner) {
        this.watch = watch;
        this.cleaner = cleaner;
    }

    /** How much room there is, and what a cleanup would remove. */
    @GetMapping("/space")
    Mono<ResponseEntity<Object>> space(
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        return Blocking.call(this::document)
                .map(space -> isPlain(accept) ? text(SpaceDocuments.text(space)) : json(space));
    }

    private SpaceDocument document() {
        var disks = watch.refresh();
        try {
            Optional<CleanupPlan> plan = cleaner.plan();
            return SpaceDocuments.of(
                    disks,
                    plan.orElse(CleanupPlan.EMPTY),
                    plan.isPresent() ? null : UNKNOWN,
                    cleaner.keep(),
                    cleaner.last());
        } catch (EngineUnavailableException e) {
            return SpaceDocuments.of(
                    disks, CleanupPlan.EMPTY, "not known: " + e.getMessage(), cleaner.keep(), cleaner.last());
        }
    }

    /** How much room there was at the last look; the host is not asked. */
    @GetMapping("/space/file-systems")
    Doc<List<FileSystem>> fileSystems() {
        return new Doc<>(SpaceDocuments.of(watch.last()));
    }

    /** Removes it. */
    @PostMapping("/space/cleanup")
    Mono<ResponseEntity<Object>> cleanUp(
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        return Blocking.call(this::cleanedUp)
                .map(done -> isPlain(accept) ? text(SpaceDocuments.text(done)) : json(done));
    }

    private CleanupDocument cleanedUp() {
        return SpaceDocuments.of(cleaner.cleanUp()
                .orElseThrow(
                        () -> new ApiException(HttpStatus.NOT_IMPLEMENTED, "not_supported", "images: " + UNKNOWN)));
    }

    private static boolean isPlain(@Nullable String accept) {
        return accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE);
    }

    private static ResponseEntity<Object> text(String text) {
        return ResponseEntity.ok().contentType(TEXT).body(text);
    }

    private static ResponseEntity<Object> json(Object document) {
        return ResponseEntity.ok().body(new Doc<>(document));
    }
}
