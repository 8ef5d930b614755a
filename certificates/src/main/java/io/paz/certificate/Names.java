package io.paz.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** Names in a certificate. */
final class Names {

    private static final int MAX_SHOWN = 200;
    private static final int MAX_HOSTS = 100;
    private static final Integer DNS_NAME = 2;

    private Names() {}

    static String subject(X509Certificate certificate) {
        return shown(certificate.getSubjectX500Principal());
    }

    static String issuer(X509Certificate certificate) {
        return shown(certificate.getIssuerX500Principal());
    }

    /** Anybody can make a certificate with any name. */
    private static String shown(X500Principal name) {
        String text = name.getName().replaceAll("\\p{C}", "?");
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    /** Returns the host names that clients accept it for, in lower case, each once; a subject's common name is none any more. */
    static List<String> hosts(X509Certificate certificate) {
        List<String> hosts = dnsNames(certificate).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(HostName::isPattern)
                .distinct()
                .toList();
        if (hosts.isEmpty() || hosts.size() > MAX_HOSTS) {
            throw new InvalidCertificateException(
                    "chain: \"%s\" is for %d host names (expected: 1 to %d among its subject alternative names, such as example.org or *.example.org)"
                            .formatted(subject(certificate), hosts.size(), MAX_HOSTS));
        }
        return hosts;
    }

    private static List<String> dnsNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> DNS_NAME.equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            throw new InvalidCertificateException(
                    "chain: the alternative names of \"%s\" cannot be read".formatted(subject(certificate)));
        }
    }
}
