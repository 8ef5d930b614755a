package io.paz.scheduler.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Authorities of one registry's own, where Docker has them: {@code /etc/docker/certs.d/<registry>/*.crt}. */
final class RegistryTrust {

    private final Path folder;

    RegistryTrust(Path folder) {
        this.folder = folder;
    }

    /**
     * The system's authorities and the registry's own; empty where it has none of its own.
     *
     * @throws IOException when one cannot be read; the message is for people
     */
    public Optional<TrustManagerFactory> of(String registry) throws IOException {
        List<Certificate> own = own(folder.resolve(registry));
        try {
            return own.isEmpty() ? Optional.empty() : Optional.of(withSystems(own));
        } catch (GeneralSecurityException e) {
            throw new IOException(folder.resolve(registry) + ": " + e.getMessage(), e);
        }
    }

    private static List<Certificate> own(Path registry) throws IOException {
        List<Certificate> own = new ArrayList<>();
        if (!Files.isDirectory(registry)) {
            return own;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(registry, "*.crt")) {
            for (Path file : files) {
                own.addAll(read(file));
            }
        }
        return own;
    }

    private static List<Certificate> read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(stream));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": no certificate (expected: PEM)", e);
        }
    }

    private static TrustManagerFactory withSystems(List<Certificate> own) throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        List<Certificate> authorities = new ArrayList<>(own);
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager systems) {
                authorities.addAll(List.<X509Certificate>of(systems.getAcceptedIssuers()));
            }
        }
        for (int i = 0; i < authorities.size(); i++) {
            all.setCertificateEntry(String.valueOf(i), authorities.get(i));
        }
        return factory(all);
    }

    private static TrustManagerFactory factory(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory;
    }
}
