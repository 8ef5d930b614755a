package io.paz.orchestrator.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.Doc;
import io.paz.http.access.RequestOrigin;
import io.paz.orchestrator.access.AllowedRoute;
import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.people.People;
import io.paz.orchestrator.people.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** Answers with a session. */
final class SessionAnswers {

    private final SessionCallers callers;
    private final People people;

    SessionAnswers(SessionCallers callers, People people) {
        this.callers = callers;
        this.people = people;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SessionDocument(
            String csrfToken,
            @Nullable String person,
            @Nullable String role,
            @Nullable List<String> services,
            @Nullable Boolean secondFactor,
            @Nullable List<RouteDocument> allowed) {}

    /**
     * A route that the session may use.
     *
     * @param path pattern with variables in braces
     * @param services for which it may be used; absent for all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RouteDocument(
            String method, String path, @Nullable List<String> services) {

        static RouteDocument of(AllowedRoute route) {
            return new RouteDocument(
                    route.rule().method().name(),
                    route.rule().pattern().getPatternString(),
                    route.reach().all()
                            ? null
                            : route.reach().services().stream().sorted().toList());
        }
    }

    /** Whoever signs in is the actor of the request that they sign in with. */
    ResponseEntity<Doc<SessionDocument>> begun(Session session, ServerWebExchange exchange, String... cookies) {
        session.actor().attachTo(exchange);
        String own = cookie(exchange.getRequest(), SessionCallers.COOKIE, session.id(), Sessions.SESSION_LIFE);
        return answer(session, Stream.concat(Stream.of(own), Stream.of(cookies)).toArray(String[]::new));
    }

    ResponseEntity<Doc<SessionDocument>> answer(Session session, String... cookies) {
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookies)
                .cacheControl(CacheControl.noStore())
                .body(new Doc<>(document(session)));
    }

    private SessionDocument document(Session session) {
        Optional<Person> person = Optional.ofNullable(session.person()).flatMap(people::find);
        return new SessionDocument(
                session.csrfToken(),
                session.person(),
                person.map(Person::role)
                        .or(() -> Optional.ofNullable(session.role()))
                        .orElse(Role.ADMINISTRATOR)
                        .text(),
                person.map(Person::services).orElse(List.of()),
                person.map(Person::asksForCode).orElse(null),
                callers.caller(session).stream()
                        .flatMap(caller -> caller.allowedRoutes().stream())
                        .map(RouteDocument::of)
                        .toList());
    }

    /** @param name of the cookie over plain HTTP */
    static String cookie(ServerHttpRequest request, String name, String value, Duration life) {
        return ResponseCookie.from(SessionCallers.cookieName(request, name), value)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(RequestOrigin.isHttps(request.getHeaders()))
                .maxAge(life)
                .build()
                .toString();
    }
}
