package io.paz.orchestrator.session;

import io.paz.http.access.RequestOrigin;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.access.Caller;
import io.paz.orchestrator.access.CallerSource;
import io.paz.orchestrator.access.Rights;
import io.paz.orchestrator.people.People;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Knows callers by the session of their browser. */
final class SessionCallers implements CallerSource {

    /** A browser takes such a cookie, and sends it, over HTTPS only, and no page of another host can set it. */
    private static final String SECURE_PREFIX = "__Host-";

    static final String COOKIE = "paz-session";
    static final String CSRF_HEADER = "x-csrf-token";

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Sessions sessions;
    private final People people;

    SessionCallers(Sessions sessions, People people) {
        this.sessions = sessions;
        this.people = people;
    }

    @Override
    public Optional<Caller> callerOf(ServerHttpRequest request) {
        Optional<Session> session = sessionOf(request);
        session.ifPresent(known -> checkToken(request, known));
        return session.flatMap(this::caller);
    }

    @Override
    public Optional<Caller> stillCallerOf(ServerHttpRequest request) {
        return cookieOf(request).flatMap(sessions::peek).flatMap(this::caller);
    }

    Optional<Caller> caller(Session session) {
        return rightsOf(session).map(rights -> new Caller(session.actor(), rights));
    }

    /** A session that a link began is the administrator's; that of an account ends with it, that of a provider's role does not have one. */
    private Optional<Rights> rightsOf(Session session) {
        String person = session.person();
        return person == null
                ? Optional.of(Rights.ADMINISTRATOR)
                : people.find(person)
                        .map(found -> found.role().rights(found.services()))
                        .or(() -> Optional.ofNullable(session.role()).map(role -> role.rights(List.of())));
    }

    Optional<Session> sessionOf(ServerHttpRequest request) {
        return cookieOf(request).flatMap(sessions::find).filter(session -> rightsOf(session)
                .isPresent());
    }

    /** Over HTTPS the plain one counts for nothing: a page of a neighbouring host could have set it. */
    static String cookieName(ServerHttpRequest request, String name) {
        return RequestOrigin.isHttps(request.getHeaders()) ? SECURE_PREFIX + name : name;
    }

    private static Optional<String> cookieOf(ServerHttpRequest request) {
        return Optional.ofNullable(request.getCookies().getFirst(cookieName(request, COOKIE)))
                .map(HttpCookie::getValue);
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
