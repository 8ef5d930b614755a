package io.paz.directory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.Doc;
import io.paz.directory.catalog.Requester;
import io.paz.directory.catalog.environment.DeploymentEnvironment;
import io.paz.directory.catalog.environment.EnvironmentCatalog;
import io.paz.directory.catalog.environment.EnvironmentNotFoundException;
import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.http.access.Actor;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Environments: list, create, read, remove. */
@RestController
@RequestMapping("/environments")
final class EnvironmentController {

    /** Who made an environment. */
    record CreatedBy(String kind, String name) {}

    /** @param createdTime in milliseconds since 1970; absent of production, which is there from the start */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EnvironmentDocument(
            String name,
            @Nullable Long createdTime,
            @Nullable CreatedBy createdBy) {

        static EnvironmentDocument of(DeploymentEnvironment environment) {
            Instant created = environment.createdAt();
            Requester by = environment.createdBy();
            return new EnvironmentDocument(
                    environment.name().value(),
                    created == null ? null : created.toEpochMilli(),
                    by == null ? null : new CreatedBy(by.kind(), by.name()));
        }
    }

    record CreateEnvironment(@Nullable String name) {}

    private final EnvironmentCatalog environments;
    private final Blocking blocking;
    private final Clock clock;

    EnvironmentController(EnvironmentCatalog environments, Blocking blocking, Clock clock) {
        this.environments = environments;
        this.blocking = blocking;
        this.clock = clock;
    }

    @GetMapping
    Mono<Doc<List<EnvironmentDocument>>> list() {
        return blocking.run(() -> new Doc<>(
                environments.all().stream().map(EnvironmentDocument::of).toList()));
    }

    @GetMapping("/{environment}")
    Mono<Doc<EnvironmentDocument>> find(@PathVariable String environment) {
        return blocking.run(() -> EnvironmentName.ifValid(environment)
                .flatMap(environments::find)
                .map(found -> new Doc<>(EnvironmentDocument.of(found)))
                .orElseThrow(() -> new EnvironmentNotFoundException(environment)));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Doc<EnvironmentDocument>>> create(
            @RequestBody CreateEnvironment request, ServerWebExchange exchange) {
        Actor actor = Actor.of(exchange);
        DeploymentEnvironment environment = new DeploymentEnvironment(
                EnvironmentName.of("name", request.name()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                new Requester(actor.kind().text(), actor.name()));
        return blocking.run(() -> {
            environments.create(environment, List.of());
            return ResponseEntity.created(URI.create("/environments/" + environment.name()))
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new Doc<>(EnvironmentDocument.of(environment)));
        });
    }

    @DeleteMapping("/{environment}")
    Mono<ResponseEntity<Void>> remove(@PathVariable String environment) {
        EnvironmentName existing =
                EnvironmentName.ifValid(environment).orElseThrow(() -> new EnvironmentNotFoundException(environment));
        return blocking.run(() -> {
            environments.remove(existing);
            return ResponseEntity.noContent().build();
        });
    }
}
