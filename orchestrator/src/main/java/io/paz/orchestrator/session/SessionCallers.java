package io.paz.orchestrator.session;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.access.Caller;
import io.paz.orchestrator.access.CallerSource;
import io.paz.orchestrator.access.Rights;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Knows callers by the session of their browser. */
final class SessionCallers implements CallerSource {

    static final String COOKIE = "paz-session";
    static final String CSRF_HEADER = "x-csrf-token";
    static final String TICKETS = "/session/tickets";

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Sessions sessions;

    SessionCallers(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Caller> callerOf(ServerHttpRequest request) {
        Optional<Session> session = sessionOf(request);
        session.ifPresent(known -> checkToken(request, known));
        return session.map(SessionCallers::caller);
    }

    @Override
    public Optional<Caller> stillCallerOf(ServerHttpRequest request) {
        return cookieOf(request).flatMap(sessions::peek).map(SessionCallers::caller);
    }

    private static Caller caller(Session session) {
        return new Caller(session.actor(), Rights.ADMINISTRATOR);
    }

    Optional<Session> sessionOf(ServerHttpRequest request) {
        return cookieOf(request).flatMap(sessions::find);
    }

    private static Optional<String> cookieOf(ServerHttpRequest request) {
        return Optional.ofNullable(request.getCookies().getFirst(COOKIE)).map(HttpCookie::getValue);
    }

    /** A browser sends its cookies with whatever any page makes it send; only Paz's own page knows the token. */
    private static void checkToken(ServerHttpRequest request, Session session) {
        if (!READS.contains(request.getMethod())
                && !isEqual(session.csrfToken(), request.getHeaders().getFirst(CSRF_HEADER))) {
            throw new ApiException(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    CSRF_HEADER + ": missing or wrong (expected: the session's csrfToken, as GET /session answers it)");
        }
    }

    private static boolean isEqual(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
