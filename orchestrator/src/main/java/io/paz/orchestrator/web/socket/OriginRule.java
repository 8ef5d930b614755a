package io.paz.orchestrator.web.socket;

import io.paz.http.access.RequestOrigin;
import io.paz.http.error.ApiException;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Which web pages may open the stream: those that came from the address that they call, and those of the configured origins.
 * A browser opens a WebSocket from any page, with its cookies; that is why the answer must not wait for the page to read it.
 */
final class OriginRule {

    private final Set<String> allowed;

    OriginRule(List<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** @throws ApiException with status 403 for a page from elsewhere; a client that is no browser sends no origin */
    void check(HttpHeaders headers) {
        String origin = headers.getOrigin();
        if (origin != null && !allowed.contains(origin) && !RequestOrigin.is(origin, headers)) {
            throw new ApiException(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    "Origin: value %s (expected: the address that is called, or one of those in --cors-origins)"
                            .formatted(origin));
        }
    }
}
