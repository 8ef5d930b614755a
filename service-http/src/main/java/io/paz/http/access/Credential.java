package io.paz.http.access;

import io.paz.http.error.ApiException;
import java.util.Optional;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Credential accepted instead of the administrator's token, such as a browser session. */
@FunctionalInterface
public interface Credential {

    /**
     * Whom the request's credential belongs to; empty when it carries none of this kind.
     *
     * @throws ApiException with status 403, caused by an {@link ActorRefusedException}, when its owner may not do what it asks for
     */
    Optional<Actor> actorOf(ServerHttpRequest request);

    /** Whether a request that was admitted by this credential still would be; asked while its answer goes on. */
    default boolean isStillCarriedBy(ServerHttpRequest request) {
        return actorOf(request).isPresent();
    }
}
