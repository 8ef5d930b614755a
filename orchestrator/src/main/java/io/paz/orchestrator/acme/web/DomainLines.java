package io.paz.orchestrator.acme.web;

import io.paz.orchestrator.acme.web.DomainDocument.CertificateOfDomain;
import io.paz.orchestrator.acme.web.DomainDocument.Dns;
import io.paz.orchestrator.acme.web.DomainDocument.LastAttempt;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Domains as lines for a terminal: trouble or well, the domain, and what is to be known of it. */
final class DomainLines {

    private static final int WARNING_DAYS = 14;

    private DomainLines() {}

    static String of(List<DomainDocument> domains) {
        return domains.stream().map(DomainLines::line).collect(Collectors.joining());
    }

    private static String line(DomainDocument domain) {
        CertificateOfDomain certificate = domain.certificate();
        boolean isTrouble = certificate != null && certificate.daysLeft() < WARNING_DAYS || hasFailed(domain);
        String words = Stream.of(certificateWords(domain), attemptWords(domain), dnsWords(domain))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return "%s %s %s%n"
                .formatted(
                        isTrouble ? "trouble" : "well", domain.domain(), words.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " "));
    }

    private static boolean hasFailed(DomainDocument domain) {
        LastAttempt last = domain.lastAttempt();
        return last != null && !last.succeeded();
    }

    private static String certificateWords(DomainDocument domain) {
        CertificateOfDomain certificate = domain.certificate();
        if (certificate == null) {
            String reason = domain.next() == null ? "" : ": " + domain.next().reason();
            return domain.running() ? "a certificate is being ordered" : "no certificate" + reason;
        }
        return "certificate of %s for %d days".formatted(certificate.issuer(), certificate.daysLeft());
    }

    private static String attemptWords(DomainDocument domain) {
        LastAttempt last = domain.lastAttempt();
        return last == null || last.succeeded()
                ? ""
                : "last attempt %s failed: %s".formatted(Instant.ofEpochMilli(last.time()), last.reason());
    }

    private static String dnsWords(DomainDocument domain) {
        Dns dns = domain.dns();
        if (dns == null || dns.pointsHere()) {
            return "";
        }
        return dns.problem() != null ? dns.problem() : "DNS points to " + String.join(", ", dns.addresses());
    }
}
