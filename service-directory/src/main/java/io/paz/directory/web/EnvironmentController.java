package io.paz.directory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.Doc;
import io.paz.directory.catalog.Requester;
import io.paz.directory.catalog.environment.DeploymentEnvironment;
import io.paz.directory.catalog.environment.EnvironmentCatalog;
import io.paz.directory.catalog.environment.EnvironmentNotFoundException;
import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.copy.CopyOrder;
import io.paz.directory.copy.EnvironmentCopier;
import io.paz.directory.copy.ServiceCopy;
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

    /**
     * @param from environment whose services are copied; none are when absent
     * @param services names of those that are; all when absent
     * @param instances of each of them; as many as of the original when absent
     */
    record CreateEnvironment(
            @Nullable String name,
            @Nullable String from,
            @Nullable List<String> services,
            @Nullable Integer instances) {}

    /** @param missingSecrets have no value until one is set; no deployment is accepted before */
    record CopiedService(String name, List<String> missingSecrets, List<String> leftOut) {

        static CopiedService of(ServiceCopy copy) {
            return new CopiedService(copy.service().name().value(), copy.missingSecrets(), copy.leftOut());
        }
    }

    /** @param services that were copied; absent where none were to be */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CreatedEnvironment(
            String name,
            @Nullable Long createdTime,
            @Nullable CreatedBy createdBy,
            @Nullable List<CopiedService> services) {

        static CreatedEnvironment of(DeploymentEnvironment environment, @Nullable List<ServiceCopy> copies) {
            EnvironmentDocument document = EnvironmentDocument.of(environment);
            return new CreatedEnvironment(
                    document.name(),
                    document.createdTime(),
                    document.createdBy(),
                    copies == null
                            ? null
                            : copies.stream().map(CopiedService::of).toList());
        }
    }

    private final EnvironmentCatalog environments;
    private final EnvironmentCopier copier;
    private final Blocking blocking;
    private final Clock clock;

    EnvironmentController(EnvironmentCatalog environments, EnvironmentCopier copier, Blocking blocking, Clock clock) {
        this.environments = environments;
        this.copier = copier;
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
    Mono<ResponseEntity<Doc<CreatedEnvironment>>> create(
            @RequestBody CreateEnvironment request, ServerWebExchange exchange) {
        Actor actor = Actor.of(exchange);
        DeploymentEnvironment environment = new DeploymentEnvironment(
                EnvironmentName.of("name", request.name()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                new Requester(actor.kind().text(), actor.name()));
        CopyOrder order = CopyOrder.of(request.from(), request.services(), request.instances());
        return blocking.run(() -> {
            List<ServiceCopy> copies = order == null ? List.of() : copier.copies(environment, order);
            environments.create(
                    environment, copies.stream().map(ServiceCopy::service).toList());
            return ResponseEntity.created(URI.create("/environments/" + environment.name()))
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new Doc<>(CreatedEnvironment.of(environment, order == null ? null : copies)));
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
