package io.paz.orchestrator.session;

import io.paz.api.Doc;
import io.paz.http.access.ClientAddress;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.people.PasswordSignIn;
import io.paz.orchestrator.people.SecondFactors;
import io.paz.orchestrator.people.factor.Seed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Second factor of whoever is signed in with an account. */
@RestController
@RequestMapping("/session/second-factor")
final class SecondFactorController {

    private final Sessions sessions;
    private final SessionCallers callers;
    private final PasswordSignIn passwords;
    private final SecondFactors factors;
    private final Set<String> trustedHops;

    SecondFactorController(
            Sessions sessions,
            SessionCallers callers,
            PasswordSignIn passwords,
            SecondFactors factors,
            @Value("${paz.trusted-hops:}") Set<String> trustedHops) {
        this.sessions = sessions;
        this.callers = callers;
        this.passwords = passwords;
        this.factors = factors;
        this.trustedHops = Set.copyOf(trustedHops);
    }

    record Beginning(@Nullable String password) {}

    record Proof(@Nullable String code) {}

    record SeedDocument(String secret, String uri) {}

    record RecoveryDocument(List<String> recoveryCodes) {}

    /** A stolen session alone adds none: the password is asked for again. */
    @PostMapping
    Mono<ResponseEntity<Doc<SeedDocument>>> begin(@RequestBody Beginning beginning, ServerHttpRequest request) {
        String name = account(request);
        String password = Optional.ofNullable(beginning.password()).orElse("");
        return passwords
                .check(name, password, ClientAddress.of(request, trustedHops).address())
                .switchIfEmpty(Mono.error(
                        () -> new ApiException(HttpStatus.FORBIDDEN, "forbidden", "password: not the account's")))
                .flatMap(person -> passwords.run(() -> factors.begin(name)))
                .map(seed -> secret(HttpStatus.CREATED, document(seed, name)));
    }

    private static SeedDocument document(Seed seed, String name) {
        return new SeedDocument(seed.text(), seed.uri(name));
    }

    /** The person's other sessions began without the code, so they end. */
    @PostMapping("/confirmation")
    Mono<ResponseEntity<Doc<RecoveryDocument>>> confirm(@RequestBody Proof proof, ServerHttpRequest request) {
        Session session = session(request);
        String name = account(request);
        return passwords
                .confirmFactor(
                        name,
                        code(proof),
                        ClientAddress.of(request, trustedHops).address())
                .switchIfEmpty(Mono.error(SecondFactorController::wrongCode))
                .doOnNext(codes -> sessions.endAllOf(name, session.id()))
                .map(codes -> secret(HttpStatus.OK, new RecoveryDocument(codes.texts())));
    }

    @PostMapping("/removal")
    Mono<ResponseEntity<Void>> remove(@RequestBody Proof proof, ServerHttpRequest request) {
        return passwords
                .removeFactor(
                        account(request),
                        code(proof),
                        ClientAddress.of(request, trustedHops).address())
                .switchIfEmpty(Mono.error(SecondFactorController::wrongCode))
                .map(removed -> ResponseEntity.noContent().build());
    }

    /** 403, since 401 would say that nobody is signed in. */
    private static ApiException wrongCode() {
        return new ApiException(
                HttpStatus.FORBIDDEN, "wrong_code", SecondFactors.wrongCode().getMessage());
    }

    private static String code(Proof proof) {
        return Optional.ofNullable(proof.code()).orElse("");
    }

    private static <T> ResponseEntity<Doc<T>> secret(HttpStatus status, T document) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(new Doc<>(document));
    }

    private Session session(ServerHttpRequest request) {
        return callers.sessionOf(request)
                .filter(found -> found.person() != null)
                .orElseThrow(() -> ApiException.conflict(
                        "no_account", "session: has no account (expected: a sign-in with a password)"));
    }

    private String account(ServerHttpRequest request) {
        return String.valueOf(session(request).person());
    }
}
