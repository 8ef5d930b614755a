package io.paz.http.access;

import io.paz.http.error.ApiException;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The one place that decides who may do what. */
@FunctionalInterface
public interface AccessPolicy {

    /**
     * Returns who sent the request, when it may go on.
     *
     * @throws ApiException with status 401 or 403 when it may not
     */
    Actor check(ServerHttpRequest request);

    /** Whether a request that was let in may go on; asked while its answer does. */
    default boolean stillAllows(ServerHttpRequest request) {
        return true;
    }
}
