package io.paz.acme;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Where certificates are kept, and from where they are served. */
public interface CertificateVault {

    /** By each of the domains, where there is one that is valid for it. */
    Map<String, CertificateLife> find(Collection<String> domains);

    /** Domains that certificates of the authority's are kept for. */
    Set<String> issued();

    /** Removes the certificate of the authority's for this domain; none is no failure. */
    void delete(String domain);

    /**
     * Keeps a certificate of the authority's.
     *
     * @param key as PEM
     * @throws UnusableCertificateException when chain, key and domain do not fit together; nothing is kept then
     */
    void save(String domain, String chain, String key) throws UnusableCertificateException;

    /** A certificate that cannot be served; the message says what is wrong with it. */
    final class UnusableCertificateException extends Exception {

        private static final long serialVersionUID = 1;

        public UnusableCertificateException(String message) {
            super(message);
        }
    }
}
