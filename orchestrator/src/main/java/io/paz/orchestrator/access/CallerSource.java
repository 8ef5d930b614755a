package io.paz.orchestrator.access;

import java.util.Optional;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Knows callers by one kind of credential. */
public interface CallerSource {

    /**
     * Whose credential the request carries; empty when it carries none of this kind that is valid.
     *
     * @throws io.paz.http.error.ApiException when it carries one, and is refused all the same
     */
    Optional<Caller> callerOf(ServerHttpRequest request);

    /** The same for a request that was admitted before, without counting as a use. */
    default Optional<Caller> stillCallerOf(ServerHttpRequest request) {
        return callerOf(request);
    }
}
