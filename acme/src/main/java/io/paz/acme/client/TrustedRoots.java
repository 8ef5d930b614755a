package io.paz.acme.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates an authority's server may have: those that Java trusts, and more of a private authority. */
public final class TrustedRoots {

    private TrustedRoots() {}

    /**
     * TLS that trusts them.
     *
     * @param file PEM with one or more certificates; null where there are none
     * @throws IllegalArgumentException when the file has none
     */
    public static SSLContext tls(@Nullable Path file) {
        try {
            List<Certificate> roots = new ArrayList<>();
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager trusting) {
                    roots.addAll(List.of(trusting.getAcceptedIssuers()));
                }
            }
            if (file != null) {
                roots.addAll(read(file));
            }
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, managers(storeOf(roots)), null);
            return tls;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Certificates of authorities cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: PEM with the certificate of an authority)".formatted(file, e), e);
        }
        throw new IllegalArgumentException(
                "%s: no certificate (expected: PEM with the certificate of an authority)".formatted(file));
    }

    private static KeyStore storeOf(List<Certificate> roots) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int number = 0; number < roots.size(); number++) {
            store.setCertificateEntry("root-" + number, roots.get(number));
        }
        return store;
    }

    private static TrustManager[] managers(@Nullable KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return factory.getTrustManagers();
    }
}
