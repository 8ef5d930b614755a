package io.paz.directory.web;

import io.paz.directory.catalog.Requester;
import io.paz.directory.catalog.ServiceCatalog;
import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.catalog.ServiceNotFoundException;
import io.paz.directory.catalog.field.ServiceName;
import io.paz.directory.document.DocumentCodec;
import io.paz.directory.document.ServiceDocuments;
import io.paz.http.access.Actor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The configuration that the next deployment of a service will use. */
@RestController
@RequestMapping("/services/{name}/config")
final class ConfigController {

    private final ServiceCatalog catalog;
    private final ServiceDocuments documents;
    private final DocumentCodec codec;
    private final ConfigurationPatcher patcher;
    private final Blocking blocking;

    ConfigController(
            ServiceCatalog catalog,
            ServiceDocuments documents,
            DocumentCodec codec,
            ConfigurationPatcher patcher,
            Blocking blocking) {
        this.catalog = catalog;
        this.documents = documents;
        this.codec = codec;
        this.patcher = patcher;
        this.blocking = blocking;
    }

    @GetMapping
    Mono<ResponseEntity<byte[]>> config(@PathVariable String name) {
        return blocking.json(() -> documents
                .find(name)
                .map(codec::decode)
                .map(this::answer)
                .orElseThrow(() -> new ServiceNotFoundException(name)));
    }

    @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<byte[]>> change(
            @PathVariable String name, @RequestBody JsonNode patch, ServerWebExchange exchange) {
        UnaryOperator<ServiceDefinition> change = patcher.patch(patch);
        ServiceName existing = ServiceName.ifValid(name).orElseThrow(() -> new ServiceNotFoundException(name));
        Actor actor = Actor.of(exchange);
        Requester requester = new Requester(actor.kind().text(), actor.name());
        return blocking.json(() -> answer(catalog.change(existing, requester, change)));
    }

    @GetMapping("/changes")
    Mono<ResponseEntity<byte[]>> changes(@PathVariable String name) {
        return blocking.json(() -> {
            List<byte[]> changes = documents.changes(name);
            if (changes.isEmpty() && documents.find(name).isEmpty()) {
                throw new ServiceNotFoundException(name);
            }
            return Answers.doc(changes);
        });
    }

    private byte[] answer(ServiceDefinition service) {
        return Answers.doc(codec.encodeShown(service.config()));
    }
}
