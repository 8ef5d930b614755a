package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A port of the container, 1 to 65535, and the host's port for it; without {@code host} the engine chooses one when the
 * container starts. The first port of a service is the one that requests are routed to.
 *
 * @param protocol what the instances speak at the first port: {@code http}, {@code h2c} or {@code tcp}; {@code http} when absent
 * @param publicPort where HAProxy listens for a TCP service
 * @param proxyProtocol whether HAProxy begins a TCP connection to an instance with the PROXY protocol, version 2; false when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PortMapping(
        int container,
        @Nullable Integer host,
        @Nullable String protocol,
        @Nullable Integer publicPort,
        @Nullable Boolean proxyProtocol) {

    public PortMapping(int container, @Nullable Integer host) {
        this(container, host, null, null, null);
    }
}
