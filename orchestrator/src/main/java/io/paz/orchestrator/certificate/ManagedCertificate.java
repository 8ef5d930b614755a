package io.paz.orchestrator.certificate;

import io.paz.certificate.CertificateBundle;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Stored certificate.
 *
 * @param id labels of lower-case letters, digits and hyphens, with dots between them, such as a host name; a renewed certificate has the one
 *     of its predecessor, and so replaces it
 * @param savedAt when it was stored
 */
public record ManagedCertificate(String id, CertificateSource source, CertificateBundle bundle, Instant savedAt) {

    private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    private static final Pattern ID = Pattern.compile(LABEL + "(\\." + LABEL + ")*+");
    private static final int MAX_ID_LENGTH = 200;

    public ManagedCertificate {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "certificate: %s (expected: labels of a-z, 0-9 and hyphens with dots between them, at most %d characters)"
                            .formatted(id, MAX_ID_LENGTH));
        }
    }

    public static boolean isId(String text) {
        return text.length() <= MAX_ID_LENGTH && ID.matcher(text).matches();
    }
}
