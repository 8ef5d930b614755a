package io.paz.orchestrator.acme.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.acme.Attempt;
import io.paz.acme.DomainStatus;
import io.paz.orchestrator.acme.DomainAddresses.Resolution;
import io.paz.orchestrator.acme.DomainCertificates.DomainView;
import io.paz.orchestrator.acme.ExpiryReport;
import io.paz.orchestrator.certificate.ManagedCertificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A public domain. Times are milliseconds since 1970.
 *
 * @param dns absent of a name with a star
 * @param certificate absent where there is none
 * @param running whether a certificate is being ordered now
 * @param lastAttempt absent before the first one
 * @param next absent where nothing is planned
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DomainDocument(
        String domain,
        String service,
        @Nullable Dns dns,
        @Nullable CertificateOfDomain certificate,
        boolean running,
        @Nullable LastAttempt lastAttempt,
        @Nullable Next next) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Dns(
            List<String> addresses,
            boolean pointsHere,
            @Nullable String problem) {}

    record CertificateOfDomain(String issuer, String source, long notAfter, long daysLeft) {}

    record LastAttempt(long time, boolean succeeded, String reason) {}

    /** @param time absent where it is as soon as possible */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Next(@Nullable Long time, String reason) {}

    static DomainDocument of(DomainView view, @Nullable Resolution dns, Clock clock) {
        DomainStatus status = view.status();
        return new DomainDocument(
                view.domain(),
                view.service(),
                dns == null ? null : dns(dns),
                view.certificate() == null ? null : certificate(view.certificate(), clock),
                status != null && status.isRunning(),
                status == null || status.lastAttempt() == null ? null : attempt(status.lastAttempt()),
                status == null || status.isRunning() ? null : next(status, clock));
    }

    private static Dns dns(Resolution dns) {
        return new Dns(dns.addresses(), dns.pointsHere(), dns.problem().isEmpty() ? null : dns.problem());
    }

    private static CertificateOfDomain certificate(ManagedCertificate certificate, Clock clock) {
        return new CertificateOfDomain(
                certificate.bundle().issuer(),
                certificate.source().name(),
                certificate.bundle().notAfter().toEpochMilli(),
                (long) Math.floor(ExpiryReport.daysLeft(certificate, clock)));
    }

    private static LastAttempt attempt(Attempt attempt) {
        return new LastAttempt(attempt.time().toEpochMilli(), attempt.succeeded(), attempt.reason());
    }

    private static Next next(DomainStatus status, Clock clock) {
        Instant time = status.next();
        boolean isLater = time != null && time.isAfter(clock.instant());
        return new Next(isLater && time != null ? time.toEpochMilli() : null, status.reason());
    }
}
