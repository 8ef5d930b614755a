package io.paz.orchestrator.session;

import io.paz.http.access.AccessSettings;
import io.paz.http.error.ApiException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Makes tickets, and signs in and out. */
@RestController
final class SessionController {

    private final Sessions sessions;
    private final SessionCallers callers;
    private final boolean open;

    SessionController(Sessions sessions, SessionCallers callers, AccessSettings access) {
        this.sessions = sessions;
        this.callers = callers;
        this.open = access.token() == null;
    }

    record SignIn(String ticket) {}

    record SessionDocument(String csrfToken) {}

    record TicketDocument(String ticket, long expiresAt) {}

    record Doc<T>(T doc) {}

    @PostMapping(SessionCallers.TICKETS)
    ResponseEntity<Doc<TicketDocument>> ticket() {
        Ticket ticket = sessions.newTicket();
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new Doc<>(
                        new TicketDocument(ticket.text(), ticket.expires().toEpochMilli())));
    }

    @PostMapping("/session")
    ResponseEntity<Doc<SessionDocument>> signIn(@RequestBody SignIn signIn, ServerHttpRequest request) {
        Session session = sessions.open(signIn.ticket())
                .orElseThrow(() -> refused("ticket: used, expired or unknown (expected: one that ./paz open made within"
                        + " the last %d minutes)".formatted(Sessions.TICKET_LIFE.toMinutes())));
        return answer(session.csrfToken(), cookie(request, session.id(), Sessions.SESSION_LIFE));
    }

    @GetMapping("/session")
    ResponseEntity<Doc<SessionDocument>> session(ServerHttpRequest request) {
        Optional<String> token = callers.sessionOf(request).map(Session::csrfToken);
        if (open && token.isEmpty()) {
            return answer("");
        }
        return answer(token.orElseThrow(
                () -> refused("Cookie: no session (expected: a sign-in by the link that ./paz" + " open prints)")));
    }

    @DeleteMapping("/session")
    ResponseEntity<Void> signOut(ServerHttpRequest request) {
        callers.sessionOf(request).ifPresent(sessions::end);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie(request, "", Duration.ZERO))
                .build();
    }

    private static ResponseEntity<Doc<SessionDocument>> answer(String csrfToken, String... cookies) {
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookies)
                .cacheControl(CacheControl.noStore())
                .body(new Doc<>(new SessionDocument(csrfToken)));
    }

    private static String cookie(ServerHttpRequest request, String value, Duration life) {
        return ResponseCookie.from(SessionCallers.COOKIE, value)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .secure("https".equals(request.getHeaders().getFirst("X-Forwarded-Proto")))
                .maxAge(life)
                .build()
                .toString();
    }

    private static ApiException refused(String message) {
        return new ApiException(HttpStatus.UNAUTHORIZED, "unauthorized", message);
    }
}
