package io.paz.orchestrator.acme.web;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.acme.DomainAddresses;
import io.paz.orchestrator.acme.DomainAddresses.Resolution;
import io.paz.orchestrator.acme.DomainCertificates;
import io.paz.orchestrator.acme.DomainCertificates.DomainView;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code GET /domains} and {@code POST /domains/{domain}/retry}. */
@RestController
public final class DomainController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final DomainCertificates domains;
    private final DomainAddresses addresses;
    private final Clock clock;

    public DomainController(DomainCertificates domains, DomainAddresses addresses, Clock clock) {
        this.domains = domains;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** @param acme whether certificates are ordered from an authority */
    record Documents(boolean acme, List<DomainDocument> domains) {}

    @GetMapping("/domains")
    Mono<ResponseEntity<Object>> all(
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        boolean isPlain = accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE);
        return documents()
                .map(found -> isPlain
                        ? ResponseEntity.ok().contentType(TEXT).body(DomainLines.of(found.domains()))
                        : ResponseEntity.ok()
                                .contentType(MediaType.APPLICATION_JSON)
                                .body(found));
    }

    private Mono<Documents> documents() {
        return Mono.fromCallable(domains::views)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(views -> addresses
                        .of(views.stream().map(DomainView::domain).toList())
                        .map(found -> documents(views, found)));
    }

    private Documents documents(List<DomainView> views, Map<String, Resolution> found) {
        return new Documents(
                domains.hasAuthority(),
                views.stream()
                        .map(view -> DomainDocument.of(view, found.get(view.domain()), clock))
                        .toList());
    }

    @PostMapping("/domains/{domain}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> retry(@PathVariable String domain) {
        if (!domains.has(domain)) {
            throw ApiException.notFound("domain \"%s\": no public service has it".formatted(domain));
        }
        domains.retry(domain).ifPresent(reason -> {
            throw ApiException.conflict("not_tried", "domain \"%s\": %s".formatted(domain, reason));
        });
        return Mono.empty();
    }
}
