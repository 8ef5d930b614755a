package io.paz.orchestrator.session;

import io.paz.http.access.Actor;
import io.paz.http.access.Credential;
import io.paz.http.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The session of a browser, which may do what the administrator may but sign others in. */
final class SessionCredential implements Credential {

    static final String COOKIE = "paz-session";
    static final String CSRF_HEADER = "x-csrf-token";
    static final String TICKETS = "/session/tickets";

    /** Matches as the route itself does, in whatever spelling: a session that made tickets would outlive its end. */
    private static final PathPattern TICKETS_ROUTE = PathPatternParser.defaultInstance.parse(TICKETS);

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Sessions sessions;

    SessionCredential(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Actor> actorOf(ServerHttpRequest request) {
        if (TICKETS_ROUTE.matches(request.getPath().pathWithinApplication())) {
            return Optional.empty();
        }
        Optional<Session> session = sessionOf(request);
        session.ifPresent(known -> checkToken(request, known));
        return session.map(Session::actor);
    }

    Optional<Session> sessionOf(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(COOKIE);
        return cookie == null ? Optional.empty() : sessions.find(cookie.getValue());
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
