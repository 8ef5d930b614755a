package io.paz.http.access;

import io.paz.http.error.ApiException;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Credential accepted instead of the administrator's token, such as a browser session. */
@FunctionalInterface
public interface Credential {

    /**
     * Whether the request carries it.
     *
     * @throws ApiException with status 403 when it does, and may not do what it asks for all the same
     */
    boolean isCarriedBy(ServerHttpRequest request);
}
