package io.paz.etcd;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

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
                    .keyManager(key(), chain().toArray(X509Certificate[]::new))
                    .build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "certificates of etcd: " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private List<X509Certificate> chain() throws IOException, CertificateException {
        try (InputStream file = Files.newInputStream(folder.resolve("tls.crt"))) {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509").generateCertificates(file).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new CertificateException("tls.crt has no certificate");
            }
            return chain;
        }
    }

    /** Netty would read the file through Bouncy Castle wherever that is there: 300 ms of each start and 5 MB, for one key. */
    private PrivateKey key() throws IOException, GeneralSecurityException {
        String pem = Files.readString(folder.resolve("tls.key"));
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", ""));
        return KeyFactory.getInstance(chain().get(0).getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    /** The user that etcd takes the holder for: the common name. */
    String user() {
        try {
            return new LdapName(chain().get(0).getSubjectX500Principal().getName())
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
