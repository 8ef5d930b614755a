package io.paz.scheduler.release;

import org.jspecify.annotations.Nullable;

/**
 * What the instances of a service speak at its first port, as it was given.
 *
 * @param name {@code http}, {@code h2c} or {@code tcp}; {@code http} when absent
 * @param publicPort where HAProxy listens for a TCP service
 * @param proxyProtocol whether a TCP connection to an instance begins with the PROXY protocol; false when absent
 */
public record PortProtocol(
        @Nullable String name,
        @Nullable Integer publicPort,
        @Nullable Boolean proxyProtocol) {

    /** HTTP/1.1, as where nothing is given. */
    public static final PortProtocol NONE = new PortProtocol(null, null, null);

    private static final String HTTP = "http";

    /** As routing is told; null for HTTP/1.1, which is its default. */
    public @Nullable String setting() {
        return HTTP.equals(name) ? null : name;
    }

    /** Version of the PROXY protocol that instances expect; null when they do not. */
    public @Nullable String proxyVersion() {
        return Boolean.TRUE.equals(proxyProtocol) ? "2" : null;
    }
}
