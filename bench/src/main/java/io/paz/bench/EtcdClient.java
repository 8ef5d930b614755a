package io.paz.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Two calls of etcd's gRPC, over the JDK's own HTTP/2: one connection, so that no start of a client is measured. */
final class EtcdClient {

    private static final char[] NO_PASSWORD = {};
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private final HttpClient http;
    private final URI service;

    /**
     * @param certificates folder with {@code ca.crt}, {@code tls.crt} and {@code tls.key}
     */
    EtcdClient(int port, Path certificates) throws IOException {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(context(certificates))
                .build();
        this.service = URI.create("https://127.0.0.1:" + port + "/etcdserverpb.KV/");
    }

    void put(String key, String value) throws IOException, InterruptedException {
        call("Put", field(KEY, key), field(VALUE, value));
    }

    void delete(String key) throws IOException, InterruptedException {
        call("DeleteRange", field(KEY, key));
    }

    private void call(String method, byte[]... fields) throws IOException, InterruptedException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (byte[] field : fields) {
            message.write(field);
        }
        // A frame of gRPC: not compressed, its length, the message.
        byte[] frame = ByteBuffer.allocate(1 + Integer.BYTES + message.size())
                .put((byte) 0)
                .putInt(message.size())
                .put(message.toByteArray())
                .array();
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(service.resolve(method))
                        .header("Content-Type", "application/grpc")
                        .header("TE", "trailers")
                        .POST(BodyPublishers.ofByteArray(frame))
                        .build(),
                BodyHandlers.ofByteArray());
        // An error has no message.
        if (answer.statusCode() != 200 || answer.body().length == 0) {
            throw new IllegalStateException("etcd refused " + method + ": " + answer.headers());
        }
    }

    /** A text of fewer than 128 bytes, as protobuf has it. */
    private static byte[] field(int number, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + bytes.length)
                .put((byte) (number << 3 | 2))
                .put((byte) bytes.length)
                .put(bytes)
                .array();
    }

    private static SSLContext context(Path folder) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", certificate(folder.resolve("ca.crt")));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);

            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                    "own",
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(der(folder.resolve("tls.key")))),
                    NO_PASSWORD,
                    new Certificate[] {certificate(folder.resolve("tls.crt"))});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);

            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der(file)));
    }

    private static byte[] der(Path file) throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----[A-Z ]+-----", ""));
    }
}
