package io.paz.http.limit;

import io.paz.http.access.Actor;
import io.paz.http.access.ClientAddress;
import io.paz.http.error.ApiException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Limits how many requests each token may make, and how many writes without a credential, deliveries to hooks above all, each address may. The
 * administrator's token, the page, services and reads without a credential, such as probes of health, have no limit: nobody can take them away.
 */
public final class RequestRateFilter implements WebFilter {

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final RequestRates tokens;
    private final RequestRates addresses;
    private final boolean knowsCallers;
    private final Set<String> trustedHops;

    /**
     * @param knowsCallers false where no credential is asked for: then nobody is limited, since everybody is one and the same
     * @param tokenRate requests a second of a token, five times of which may come at once
     * @param addressRate writes a second without a credential of an address, five times of which may come at once
     */
    public RequestRateFilter(
            boolean knowsCallers, int tokenRate, int addressRate, Set<String> trustedHops, LongSupplier nanos) {
        this.knowsCallers = knowsCallers;
        this.tokens = new RequestRates(tokenRate, 5 * tokenRate, nanos);
        this.addresses = new RequestRates(addressRate, 5 * addressRate, nanos);
        this.trustedHops = Set.copyOf(trustedHops);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Optional<Duration> wait = waitOf(Actor.of(exchange), exchange.getRequest());
        return wait.isEmpty() ? chain.filter(exchange) : Mono.error(tooMany(wait.orElseThrow()));
    }

    private Optional<Duration> waitOf(Actor actor, ServerHttpRequest request) {
        return switch (actor.kind()) {
            case TOKEN -> tokens.take(actor.id());
            case NOBODY ->
                !knowsCallers || READS.contains(request.getMethod()) || signsIn(request)
                        ? Optional.empty()
                        : addresses.take(ClientAddress.of(request, trustedHops).address());
            case ADMINISTRATOR_TOKEN, SESSION, HOOK, SERVICE -> Optional.empty();
        };
    }

    /** Has a throttle of its own, which does not take a person's sign-in for somebody else's. */
    private static boolean signsIn(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value().startsWith("/session");
    }

    private static ApiException tooMany(Duration wait) {
        long seconds = wait.toSeconds() + 1;
        return new ApiException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too_many_requests",
                        "too many requests (expected: the next one in %d s; --token-rate and --address-rate of the service are the limits)"
                                .formatted(seconds))
                .withHeader("Retry-After", String.valueOf(seconds));
    }
}
