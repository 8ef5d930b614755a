package io.paz.orchestrator.document;

import io.paz.orchestrator.certificate.ManagedCertificate;
import io.paz.orchestrator.cluster.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Event of the stream: a certificate ends soon.
 *
 * @param source {@code own} or {@code acme}
 * @param notAfter milliseconds since 1970
 * @param daysLeft whole days; negative when it has ended
 */
public record ExpiringCertificateDocument(String id, String source, List<String> names, long notAfter, long daysLeft)
        implements EventDocument {

    private static final String TYPE = "certificate.expiring";

    public static Change event(ManagedCertificate certificate, Instant now) {
        Instant end = certificate.bundle().notAfter();
        return new Change(
                TYPE,
                new ExpiringCertificateDocument(
                        certificate.id(),
                        certificate.source().name().toLowerCase(Locale.ROOT),
                        certificate.bundle().names(),
                        end.toEpochMilli(),
                        Math.floorDiv(
                                Duration.between(now, end).toSeconds(),
                                Duration.ofDays(1).toSeconds())));
    }
}
