package io.paz.orchestrator.session;

import io.paz.api.Doc;
import io.paz.http.access.AccessSettings;
import io.paz.http.access.ClientAddress;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.people.PasswordRules;
import io.paz.orchestrator.people.PasswordSignIn;
import io.paz.orchestrator.people.People;
import io.paz.orchestrator.people.Person;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Makes tickets, and signs in and out: by a ticket, a password or an invitation. */
@RestController
final class SessionController {

    private final Sessions sessions;
    private final SessionCallers callers;
    private final People people;
    private final PasswordSignIn passwords;
    private final SessionAnswers answers;
    private final boolean open;
    private final Set<String> trustedHops;

    SessionController(
            Sessions sessions,
            SessionCallers callers,
            People people,
            PasswordSignIn passwords,
            SessionAnswers answers,
            AccessSettings access,
            @Value("${paz.trusted-hops:}") Set<String> trustedHops) {
        this.sessions = sessions;
        this.callers = callers;
        this.people = people;
        this.passwords = passwords;
        this.answers = answers;
        this.open = access.token() == null;
        this.trustedHops = Set.copyOf(trustedHops);
    }

    record SignIn(
            @Nullable String ticket,
            @Nullable String name,
            @Nullable String password,
            @Nullable String code) {}

    record Acceptance(
            @Nullable String invitation,
            @Nullable String password,
            @Nullable String code) {}

    record PasswordChange(
            @Nullable String current, @Nullable String password) {}

    record TicketDocument(String ticket, long expiresAt) {}

    @PostMapping("/session/tickets")
    ResponseEntity<Doc<TicketDocument>> ticket() {
        Ticket ticket = sessions.newTicket();
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new Doc<>(
                        new TicketDocument(ticket.text(), ticket.expires().toEpochMilli())));
    }

    @PostMapping("/session")
    Mono<ResponseEntity<Doc<SessionAnswers.SessionDocument>>> signIn(
            @RequestBody SignIn signIn, ServerWebExchange exchange) {
        String name = signIn.name();
        String password = signIn.password();
        if (name == null && password == null) {
            return Mono.just(signInByTicket(signIn.ticket(), exchange));
        }
        if (name == null || password == null || signIn.ticket() != null) {
            throw ApiException.invalidField("body", "of these fields", "ticket, or name and password");
        }
        if (name.length() > PasswordRules.MAX_LENGTH || password.length() > PasswordRules.MAX_LENGTH) {
            throw wrongPassword();
        }
        return passwords
                .signIn(
                        name,
                        password,
                        signIn.code(),
                        ClientAddress.of(exchange.getRequest(), trustedHops).address())
                .map(person -> begun(person, exchange))
                .switchIfEmpty(Mono.error(SessionController::wrongPassword));
    }

    private ResponseEntity<Doc<SessionAnswers.SessionDocument>> signInByTicket(
            @Nullable String ticket, ServerWebExchange exchange) {
        Session session = Optional.ofNullable(ticket)
                .flatMap(text -> sessions.open(
                        text,
                        ClientAddress.of(exchange.getRequest(), trustedHops).address()))
                .orElseThrow(() -> refused("ticket: used, expired or unknown (expected: one that ./paz open made within"
                        + " the last %d minutes)".formatted(Sessions.TICKET_LIFE.toMinutes())));
        return answers.begun(session, exchange);
    }

    private ResponseEntity<Doc<SessionAnswers.SessionDocument>> begun(Person person, ServerWebExchange exchange) {
        return answers.begun(
                sessions.openFor(
                        person.name(),
                        ClientAddress.of(exchange.getRequest(), trustedHops).address()),
                exchange);
    }

    /** The same for a wrong name and a wrong password. */
    private static ApiException wrongPassword() {
        return refused("name, password: wrong (expected: those of an account)");
    }

    /** Chooses the password of an account with the one-time link that an administrator made, and signs in. */
    @PostMapping("/session/invitation")
    Mono<ResponseEntity<Doc<SessionAnswers.SessionDocument>>> accept(
            @RequestBody Acceptance acceptance, ServerWebExchange exchange) {
        String password = PasswordRules.checked(acceptance.password());
        String invitation = Optional.ofNullable(acceptance.invitation()).orElse("");
        return passwords
                .accept(
                        invitation,
                        password,
                        acceptance.code(),
                        ClientAddress.of(exchange.getRequest(), trustedHops).address())
                .map(person -> {
                    sessions.endAllOf(person.name(), null);
                    return begun(person, exchange);
                })
                .switchIfEmpty(Mono.error(() -> refused(
                        "invitation: used, expired or unknown (expected: a new one; an administrator makes" + " it)")));
    }

    /** Changes the password of whoever is signed in, and ends their other sessions. */
    @PutMapping("/session/password")
    Mono<ResponseEntity<Void>> changePassword(@RequestBody PasswordChange change, ServerHttpRequest request) {
        Session session = callers.sessionOf(request)
                .filter(found -> found.person() != null)
                .orElseThrow(() -> ApiException.conflict(
                        "no_account", "session: has no account (expected: a sign-in with a password)"));
        String name = String.valueOf(session.person());
        String current = Optional.ofNullable(change.current()).orElse("");
        String password = PasswordRules.checked(change.password());
        return passwords
                .check(name, current, ClientAddress.of(request, trustedHops).address())
                .switchIfEmpty(Mono.error(
                        () -> new ApiException(HttpStatus.FORBIDDEN, "forbidden", "current: not the password")))
                .flatMap(person -> passwords.run(() -> {
                    people.changePassword(name, password);
                    sessions.endAllOf(name, session.id());
                    return ResponseEntity.noContent().build();
                }));
    }

    @GetMapping("/session")
    ResponseEntity<Doc<SessionAnswers.SessionDocument>> session(ServerHttpRequest request) {
        Optional<Session> session = callers.sessionOf(request);
        if (open && session.isEmpty()) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(new Doc<>(new SessionAnswers.SessionDocument("", null, null, null, null, null)));
        }
        return answers.answer(session.orElseThrow(() -> refused(
                "Cookie: no session (expected: a sign-in by password, or by the link that ./paz" + " open prints)")));
    }

    @DeleteMapping("/session")
    ResponseEntity<Void> signOut(ServerHttpRequest request) {
        callers.sessionOf(request).ifPresent(sessions::end);
        return ResponseEntity.noContent()
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionAnswers.cookie(request, SessionCallers.COOKIE, "", Duration.ZERO))
                .build();
    }

    private static ApiException refused(String message) {
        return new ApiException(HttpStatus.UNAUTHORIZED, "unauthorized", message);
    }
}
