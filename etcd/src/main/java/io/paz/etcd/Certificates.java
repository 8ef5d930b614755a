package io.paz.etcd;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLException;

/** A folder of certificates as jetcd wants it. */
final class Certificates {

    /** Every member's certificate has this name, so that any of them may answer. */
    static final String MEMBER = "etcd";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
        Stream.of("ca.crt", "tls.crt", "tls.key").map(folder::resolve).forEach(Certificates::requireReadable);
    }

    SslContext sslContext() {
        try {
            return GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                    .trustManager(folder.resolve("ca.crt").toFile())
                    .keyManager(
                            folder.resolve("tls.crt").toFile(),
                            folder.resolve("tls.key").toFile())
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "certificates of etcd: " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The user that etcd takes the holder for: the common name. */
    String user() {
        try (InputStream file = Files.newInputStream(folder.resolve("tls.crt"))) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst()
                            .orElse("a holder without a name");
        } catch (IOException | CertificateException | InvalidNameException e) {
            throw new IllegalArgumentException(
                    "certificates of etcd: " + folder + "/tls.crt cannot be used: " + e.getMessage(), e);
        }
    }

    private static void requireReadable(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "certificates of etcd: " + file + " cannot be read (expected: a file in PEM)");
        }
    }
}
