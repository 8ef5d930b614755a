package io.paz.orchestrator.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.Doc;
import io.paz.http.access.Actor;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.access.Caller;
import io.paz.orchestrator.access.CallerCredential;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** Lists and ends sessions: an administrator all of them, everybody else their own. */
@RestController
@RequestMapping("/sessions")
final class SessionListController {

    private final Sessions sessions;
    private final CallerCredential callers;

    SessionListController(Sessions sessions, CallerCredential callers) {
        this.sessions = sessions;
        this.callers = callers;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ListedSession(
            String id, @Nullable String person, String address, long createdAt, long lastUsedAt, boolean current) {}

    @GetMapping
    Doc<List<ListedSession>> all(ServerWebExchange exchange) {
        String current = Actor.of(exchange).id();
        return new Doc<>(sessions.all().entrySet().stream()
                .filter(entry -> isShown(entry.getKey(), exchange))
                .map(entry -> listed(entry, current))
                .toList());
    }

    private static ListedSession listed(Map.Entry<Session, Instant> entry, String current) {
        Session session = entry.getKey();
        return new ListedSession(
                session.publicId(),
                session.person(),
                session.address(),
                session.createdAt().toEpochMilli(),
                entry.getValue().minus(Sessions.IDLE).toEpochMilli(),
                session.publicId().equals(current));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> end(@PathVariable String id, ServerWebExchange exchange) {
        Session session = sessions.all().keySet().stream()
                .filter(each -> each.publicId().equals(id) && isShown(each, exchange))
                .findFirst()
                .orElseThrow(
                        () -> ApiException.notFound("session: no such id (expected: one that GET /sessions lists)"));
        sessions.end(session);
        return ResponseEntity.noContent().build();
    }

    private boolean isShown(Session session, ServerWebExchange exchange) {
        Actor actor = Actor.of(exchange);
        if (actor.kind() == Actor.Kind.ADMINISTRATOR_TOKEN || actor.kind() == Actor.Kind.NOBODY) {
            return true;
        }
        Optional<Caller> caller = callers.callerOf(exchange.getRequest());
        return caller.filter(known -> known.rights().isAdministrator()).isPresent()
                || actor.kind() == Actor.Kind.SESSION && actor.name().equals(session.person());
    }
}
