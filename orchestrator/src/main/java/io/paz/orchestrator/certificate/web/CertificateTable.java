package io.paz.orchestrator.certificate.web;

import io.paz.http.text.TerminalText;
import java.util.List;

/** Certificates as a table for a terminal. Pure. */
final class CertificateTable {

    private static final String ROW = "%-9s  %-6s  %-30s  %-30s  %s%n";

    private CertificateTable() {}

    static String of(List<CertificateDocument> certificates) {
        StringBuilder table = new StringBuilder(ROW.formatted("DAYS LEFT", "SOURCE", "ID", "ISSUER", "NAMES"));
        certificates.forEach(certificate -> table.append(ROW.formatted(
                certificate.daysLeft() < 0 ? "expired" : String.valueOf(certificate.daysLeft()),
                certificate.source(),
                certificate.id(),
                TerminalText.line(certificate.issuer()),
                String.join(" ", certificate.names()))));
        return table.toString();
    }
}
