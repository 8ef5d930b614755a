package io.paz.orchestrator.certificate.web;

import io.paz.api.Doc;
import io.paz.certificate.CertificateBundle;
import io.paz.certificate.InvalidCertificateException;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.certificate.CertificateRepository;
import io.paz.orchestrator.certificate.CertificateSource;
import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.orchestrator.certificate.ServedNames;
import io.paz.orchestrator.certificate.TooManyCertificatesException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lists, uploads and deletes certificates. No answer holds a key. */
@RestController
@RequestMapping("/certificates")
public final class CertificateController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final CertificateRepository certificates;
    private final Clock clock;

    public CertificateController(CertificateRepository certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * A certificate to be served.
     *
     * @param chain PEM
     * @param key PEM, not encrypted
     */
    record Upload(@Nullable String chain, @Nullable String key) {

        /** Keeps the key out of logs. */
        @Override
        public String toString() {
            return "Upload";
        }
    }

    /** Who accepts plain text gets it for a terminal; everybody else gets JSON. */
    @GetMapping
    ResponseEntity<Object> all(@RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        List<ManagedCertificate> all = certificates.list();
        ServedNames names = ServedNames.of(all, clock.instant());
        List<CertificateDocument> documents = all.stream()
                .map(certificate -> CertificateDocument.of(certificate, names, clock.instant()))
                .toList();
        boolean plain = accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE);
        return plain
                ? ResponseEntity.ok().contentType(TEXT).body(CertificateTable.of(documents))
                : ResponseEntity.ok().body(new Doc<>(documents));
    }

    @PutMapping("/{id}")
    Mono<Doc<CertificateDocument>> upload(@PathVariable String id, @RequestBody Upload upload) {
        if (!ManagedCertificate.isId(id)) {
            throw ApiException.invalidField(
                    "id", id, "lower-case letters, digits, dots and hyphens, such as a host name");
        }
        CertificateBundle bundle = checked(upload);
        return blocking(() -> save(new ManagedCertificate(id, CertificateSource.OWN, bundle, clock.instant())));
    }

    private CertificateBundle checked(Upload upload) {
        try {
            CertificateBundle bundle = CertificateBundle.of(
                    Objects.requireNonNullElse(upload.chain(), ""), Objects.requireNonNullElse(upload.key(), ""));
            bundle.requireValidAt(clock.instant());
            return bundle;
        } catch (InvalidCertificateException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "invalid_certificate", String.valueOf(e.getMessage()));
        }
    }

    private Doc<CertificateDocument> save(ManagedCertificate certificate) {
        certificates.find(certificate.id()).ifPresent(CertificateController::requireOwn);
        try {
            certificates.save(certificate);
        } catch (TooManyCertificatesException e) {
            throw ApiException.conflict("too_many_certificates", String.valueOf(e.getMessage()));
        }
        Instant now = clock.instant();
        return new Doc<>(CertificateDocument.of(certificate, ServedNames.of(certificates.list(), now), now));
    }

    private static void requireOwn(ManagedCertificate present) {
        if (present.source() != CertificateSource.OWN) {
            throw ApiException.conflict(
                    "certificate_issued",
                    "id: %s is a certificate that Paz renews (expected: another id; an own one wins for the names of both)"
                            .formatted(present.id()));
        }
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@PathVariable String id) {
        return blocking(() -> certificates.delete(id)).map(deleted -> {
            if (!deleted) {
                throw ApiException.notFound("certificate: no such id (expected: one that GET /certificates lists)");
            }
            return ResponseEntity.noContent().build();
        });
    }

    private static <T> Mono<T> blocking(Supplier<T> action) {
        return Mono.fromSupplier(action).subscribeOn(Schedulers.boundedElastic());
    }
}
