package io.paz.directory.catalog.field;

import org.jspecify.annotations.Nullable;

/**
 * A port of the container.
 *
 * @param host port of the host; null when one is chosen at the start
 * @param protocol what the instances speak; null when it was not given
 * @param publicPort where HAProxy listens for a TCP service
 * @param proxyProtocol whether a TCP connection to an instance begins with the PROXY protocol
 */
public record Port(
        int container,
        @Nullable Integer host,
        @Nullable PortProtocol protocol,
        @Nullable Integer publicPort,
        @Nullable Boolean proxyProtocol) {

    static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }

    boolean isTcp() {
        return protocol == PortProtocol.TCP;
    }
}
