package io.paz.directory.web;

import io.paz.directory.catalog.PlatformRules;
import io.paz.directory.catalog.ServiceCatalog;
import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.ServiceNotFoundException;
import io.paz.directory.catalog.environment.EnvironmentCatalog;
import io.paz.directory.catalog.environment.EnvironmentNotFoundException;
import io.paz.directory.catalog.field.EnvironmentName;
import io.paz.directory.catalog.field.ImageReference;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.directory.document.DocumentCodec;
import io.paz.directory.document.ServiceDocuments;
import io.paz.directory.secret.SecretVariables;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Services: list, create, read, remove. */
@RestController
@RequestMapping("/services")
final class ServiceController {

    /** With it, the scheduler asks for what hosts decrypt. The orchestrator passes it on from nobody. */
    private static final String SECRETS = "Paz-Secrets";

    private static final String ENCRYPTED = "encrypted";
    private static final String ALL = "all";

    private final ServiceCatalog catalog;
    private final ServiceDocuments documents;
    private final EnvironmentCatalog environments;
    private final DocumentCodec codec;
    private final PlatformRules rules;
    private final SecretVariables variables;
    private final Blocking blocking;
    private final Clock clock;

    ServiceController(
            ServiceCatalog catalog,
            ServiceDocuments documents,
            EnvironmentCatalog environments,
            DocumentCodec codec,
            PlatformRules rules,
            SecretVariables variables,
            Blocking blocking,
            Clock clock) {
        this.catalog = catalog;
        this.documents = documents;
        this.environments = environments;
        this.codec = codec;
        this.rules = rules;
        this.variables = variables;
        this.blocking = blocking;
        this.clock = clock;
    }

    /** @param environment {@code all} for all services; production's when absent */
    @GetMapping
    Mono<ResponseEntity<byte[]>> list(
            @RequestParam(required = false) @Nullable String environment,
            @RequestHeader(name = SECRETS, required = false) @Nullable String secrets) {
        if (ALL.equals(environment)) {
            return blocking.json(() -> Answers.doc(viewed(documents.all(), secrets)));
        }
        EnvironmentName name = environment(environment);
        return blocking.json(() -> environments
                .find(name)
                .map(known -> Answers.doc(viewed(documents.in(known.name()), secrets)))
                .orElseThrow(() -> new EnvironmentNotFoundException(name.value())));
    }

    private static EnvironmentName environment(@Nullable String given) {
        return given == null ? EnvironmentName.PRODUCTION : EnvironmentName.of("environment", given);
    }

    @GetMapping(params = "dockerRepository")
    Mono<ResponseEntity<byte[]>> ofRepository(
            @RequestParam String dockerRepository,
            @RequestParam(required = false) @Nullable String environment,
            @RequestHeader(name = SECRETS, required = false) @Nullable String secrets) {
        if (dockerRepository.isEmpty()) {
            return list(environment, secrets);
        }
        ImageReference image = new ImageReference(dockerRepository);
        EnvironmentName wanted = environment(environment);
        return blocking.json(() -> {
            List<byte[]> found = documents.ofRepository(image.repository(), wanted);
            if (found.isEmpty()) {
                throw new ServiceNotFoundException("of the image repository " + dockerRepository);
            }
            return Answers.firstAndAll(viewed(found, secrets));
        });
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<byte[]>> create(@RequestBody CreateService request) {
        ServiceDefinition service = request.toDefinition(variables, clock.instant());
        rules.check(service.config());
        return blocking.run(() -> {
            catalog.create(service);
            return ResponseEntity.created(URI.create("/services/" + service.name()))
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Answers.doc(codec.encodeShown(service)));
        });
    }

    @GetMapping("/{name}")
    Mono<ResponseEntity<byte[]>> find(
            @PathVariable String name, @RequestHeader(name = SECRETS, required = false) @Nullable String secrets) {
        return blocking.json(() -> documents
                .find(name)
                .map(document -> Answers.doc(viewed(document, secrets)))
                .orElseThrow(() -> new ServiceNotFoundException(name)));
    }

    private List<byte[]> viewed(List<byte[]> found, @Nullable String secrets) {
        return found.stream().map(document -> viewed(document, secrets)).toList();
    }

    private byte[] viewed(byte[] document, @Nullable String secrets) {
        return ENCRYPTED.equals(secrets) ? document : codec.shown(document);
    }

    /** @param createdTime of the one to remove, so that a later one of its name is left alone; null for whichever there is */
    @DeleteMapping("/{name}")
    Mono<ResponseEntity<Void>> remove(
            @PathVariable String name, @RequestParam(required = false) @Nullable Long createdTime) {
        ServiceName existing = ServiceName.ifValid(name).orElseThrow(() -> new ServiceNotFoundException(name));
        return blocking.run(() -> {
            catalog.remove(existing, createdTime == null ? null : Instant.ofEpochMilli(createdTime));
            return ResponseEntity.noContent().build();
        });
    }
}
