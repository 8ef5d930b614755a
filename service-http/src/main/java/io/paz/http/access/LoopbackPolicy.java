package io.paz.http.access;

import io.paz.http.error.ApiException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Requires no token, for experiments on one machine. A browser on that machine reaches the service too, so two kinds of web
 * pages are kept out: those whose name was made to point here (DNS rebinding), and writes from another origin.
 */
public final class LoopbackPolicy implements AccessPolicy {

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])\\.?(:[0-9]*)?");
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Set<String> allowedOrigins;

    public LoopbackPolicy(List<String> allowedOrigins) {
        this.allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** Whether an address to listen on is reachable from this machine only. */
    public static boolean isLoopback(String address) {
        return address.equals("::1") || LOOPBACK_HOST.matcher(address).matches();
    }

    @Override
    public Actor check(ServerHttpRequest request) {
        checkHost(request.getHeaders().getOrEmpty("Host"));
        if (!READS.contains(request.getMethod())) {
            checkOrigin(request.getHeaders().getOrigin(), request.getHeaders().getFirst("Host"));
        }
        return Actor.NOBODY;
    }

    private static void checkHost(List<String> hosts) {
        boolean loopback = hosts.stream()
                .allMatch(host ->
                        LOOPBACK_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches());
        if (!loopback) {
            throw forbidden("Host: value %s (expected: localhost or a loopback address, because the platform runs with"
                    + " --insecure)".formatted(hosts));
        }
    }

    private void checkOrigin(@Nullable String origin, @Nullable String host) {
        if (origin != null && !allowedOrigins.contains(origin) && !isSameOrigin(origin, host)) {
            throw forbidden("Origin: value %s (expected: one of those in --cors-origins)".formatted(origin));
        }
    }

    private static boolean isSameOrigin(String origin, @Nullable String host) {
        try {
            return Objects.equals(URI.create(origin).getRawAuthority(), host);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static ApiException forbidden(String message) {
        return new ApiException(HttpStatus.FORBIDDEN, "forbidden", message);
    }
}
