package io.paz.http.access;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Address that a request came from.
 *
 * @param address of the client; "unknown" when the connection has none any more
 * @param hop the proxy that named it in {@code X-Forwarded-For}; null when the client connected itself
 */
public record ClientAddress(String address, @Nullable String hop) {

    private static final String UNKNOWN = "unknown";

    /** @param trustedHops addresses besides loopback whose {@code X-Forwarded-For} is believed, as HAProxy's on other hosts */
    public static ClientAddress of(ServerHttpRequest request, Set<String> trustedHops) {
        InetSocketAddress remote = request.getRemoteAddress();
        InetAddress peer = remote == null ? null : remote.getAddress();
        if (peer == null) {
            return new ClientAddress(UNKNOWN, null);
        }
        String hop = text(peer);
        if (!isTrusted(peer, trustedHops)) {
            return new ClientAddress(hop, null);
        }
        String named = named(request.getHeaders().getOrEmpty("X-Forwarded-For"), trustedHops);
        return named == null ? new ClientAddress(hop, null) : new ClientAddress(named, hop);
    }

    /** The last one that is no trusted hop itself: those before it are the client's own words. */
    private static @Nullable String named(List<String> headers, Set<String> trustedHops) {
        String[] chain = String.join(",", headers).split(",", -1);
        String nearest = null;
        for (int i = chain.length - 1; i >= 0; i--) {
            InetAddress address = NetUtil.createInetAddressFromIpAddressString(chain[i].strip());
            if (address == null) {
                return nearest;
            }
            nearest = text(address);
            if (!isTrusted(address, trustedHops)) {
                return nearest;
            }
        }
        return nearest;
    }

    private static boolean isTrusted(InetAddress address, Set<String> trustedHops) {
        return address.isLoopbackAddress() || trustedHops.contains(text(address));
    }

    private static String text(InetAddress address) {
        return NetUtil.toAddressString(address);
    }
}
