package io.paz.etcd;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where etcd is, and what this process shows to it.
 *
 * @param endpoints client URLs of the members, such as {@code https://127.0.0.1:2379}
 * @param certificates folder with {@code ca.crt}, {@code tls.crt} and {@code tls.key}, in PEM; with {@code https} only
 */
public record EtcdAccess(List<URI> endpoints, Optional<Path> certificates) {

    public EtcdAccess {
        endpoints = List.copyOf(endpoints);
        long encrypted = endpoints.stream()
                .filter(endpoint -> "https".equals(endpoint.getScheme()))
                .count();
        if (encrypted != (certificates.isPresent() ? endpoints.size() : 0)) {
            throw new IllegalArgumentException("etcd: endpoints " + endpoints + " and certificates "
                    + certificates.map(Path::toString).orElse("none")
                    + " (expected: https with a folder of certificates, or http without one)");
        }
    }

    /** Access to an etcd that asks for no certificate. */
    public static EtcdAccess plain(List<URI> endpoints) {
        return new EtcdAccess(endpoints, Optional.empty());
    }

    /**
     * @param endpoints URLs with commas between
     * @param certificates a folder; empty when there is none
     */
    public static EtcdAccess parse(String endpoints, String certificates) {
        List<URI> uris = Stream.of(endpoints.split(","))
                .map(String::strip)
                .map(URI::create)
                .toList();
        return new EtcdAccess(uris, certificates.isEmpty() ? Optional.empty() : Optional.of(Path.of(certificates)));
    }
}
