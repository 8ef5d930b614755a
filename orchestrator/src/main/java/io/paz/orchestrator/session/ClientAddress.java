package io.paz.orchestrator.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Where a request comes from: its peer, or, when that is this machine's HAProxy, whom HAProxy was called by. */
final class ClientAddress {

    private static final int MAX_LENGTH = 45;
    private static final String FORWARDED = "X-Forwarded-For";

    private ClientAddress() {}

    static String of(ServerHttpRequest request) {
        InetAddress peer = Optional.ofNullable(request.getRemoteAddress())
                .map(InetSocketAddress::getAddress)
                .orElseGet(InetAddress::getLoopbackAddress);
        String forwarded = request.getHeaders().getFirst(FORWARDED);
        return peer.isLoopbackAddress() && forwarded != null ? lastOf(forwarded) : peer.getHostAddress();
    }

    /** HAProxy adds the address of its own peer at the end; what stands before came from outside. */
    private static String lastOf(@Nullable String forwarded) {
        String list = String.valueOf(forwarded);
        String last = list.substring(list.lastIndexOf(',') + 1).strip();
        return last.length() > MAX_LENGTH ? last.substring(0, MAX_LENGTH) : last;
    }
}
