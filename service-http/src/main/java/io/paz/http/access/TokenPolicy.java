package io.paz.http.access;

import io.paz.http.error.ApiException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Requires the administrator's token, or an equivalent credential, on every route that is not open. */
public final class TokenPolicy implements AccessPolicy {

    private final AdministratorToken token;
    private final List<OpenPath> open;
    private final List<Credential> credentials;

    public TokenPolicy(AdministratorToken token, List<OpenPath> open, List<Credential> credentials) {
        this.token = token;
        this.open = List.copyOf(open);
        this.credentials = List.copyOf(credentials);
    }

    @Override
    public Actor check(ServerHttpRequest request) {
        return isOpen(request) ? Actor.NOBODY : actorOf(request).orElseThrow(TokenPolicy::unauthorized);
    }

    @Override
    public boolean stillAllows(ServerHttpRequest request) {
        return isOpen(request)
                || token.isCarriedBy(request.getHeaders().getFirst("Authorization"))
                || credentials.stream().anyMatch(credential -> credential.isStillCarriedBy(request));
    }

    private static ApiException unauthorized() {
        return new ApiException(
                        HttpStatus.UNAUTHORIZED,
                        "unauthorized",
                        "Authorization: missing or wrong (expected: Bearer TOKEN; on the machine of the platform the"
                                + " token is in the file that PAZ_TOKEN_FILE names, by default ~/.paz/token)")
                .withHeader("WWW-Authenticate", "Bearer realm=\"paz\"");
    }

    private Optional<Actor> actorOf(ServerHttpRequest request) {
        if (token.isCarriedBy(request.getHeaders().getFirst("Authorization"))) {
            return Optional.of(Actor.ADMINISTRATOR_TOKEN);
        }
        return credentials.stream()
                .map(credential -> credential.actorOf(request))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private boolean isOpen(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        return open.stream().anyMatch(route -> route.matches(request.getMethod(), path));
    }
}
