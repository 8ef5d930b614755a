package io.paz.orchestrator.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.Doc;
import io.paz.http.access.ClientAddress;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.oidc.OidcSignIn;
import io.paz.orchestrator.people.PasswordSignIn;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Signs in through an identity provider. The page goes to the provider and sends on what it comes back with: no route of the orchestrator
 * redirects, so none leads anywhere else.
 */
@RestController
@RequestMapping("/session/oidc")
final class OidcController {

    static final String COOKIE = "paz-oidc";

    private static final int MAX_STATE_LENGTH = 64;
    private static final int MAX_CODE_LENGTH = 4_096;

    private final Optional<OidcSignIn> signIn;
    private final Sessions sessions;
    private final PasswordSignIn passwords;
    private final SessionAnswers answers;
    private final Set<String> trustedHops;

    OidcController(
            ObjectProvider<OidcSignIn> signIn,
            Sessions sessions,
            PasswordSignIn passwords,
            SessionAnswers answers,
            @Value("${paz.trusted-hops:}") Set<String> trustedHops) {
        this.signIn = Optional.ofNullable(signIn.getIfAvailable());
        this.sessions = sessions;
        this.passwords = passwords;
        this.answers = answers;
        this.trustedHops = Set.copyOf(trustedHops);
    }

    /** @param provider absent where there is none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProviderDocument(@Nullable String provider) {}

    record BegunDocument(String url) {}

    /** @param oneTimeCode of the account's second factor, where it has one */
    record ProviderAnswer(
            @Nullable String state,
            @Nullable String code,
            @Nullable String oneTimeCode) {}

    @GetMapping
    Doc<ProviderDocument> provider() {
        return new Doc<>(
                new ProviderDocument(signIn.map(OidcSignIn::providerName).orElse(null)));
    }

    @PostMapping
    Mono<ResponseEntity<Doc<BegunDocument>>> begin(ServerHttpRequest request) {
        return required().begin().map(begun -> ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionAnswers.cookie(request, COOKIE, begun.browser(), OidcSignIn.LIFE))
                .cacheControl(CacheControl.noStore())
                .body(new Doc<>(new BegunDocument(begun.url().toString()))));
    }

    @PostMapping("/answer")
    Mono<ResponseEntity<Doc<SessionAnswers.SessionDocument>>> finish(
            @RequestBody ProviderAnswer answer, ServerWebExchange exchange) {
        OidcSignIn oidc = required();
        String state = checked("state", answer.state(), MAX_STATE_LENGTH);
        String code = checked("code", answer.code(), MAX_CODE_LENGTH);
        String browser = Optional.ofNullable(exchange.getRequest()
                        .getCookies()
                        .getFirst(SessionCallers.cookieName(exchange.getRequest(), COOKIE)))
                .map(HttpCookie::getValue)
                .orElse("");
        String address = ClientAddress.of(exchange.getRequest(), trustedHops).address();
        return passwords
                .counted("sign-in " + state, address, oidc.finish(state, code, browser))
                .flatMap(person -> passwords
                        .requireFactor(person.name(), answer.oneTimeCode(), address)
                        .thenReturn(person))
                .map(person -> {
                    oidc.end(state);
                    return answers.begun(
                            sessions.openFor(person.name(), person.role(), address),
                            exchange,
                            SessionAnswers.cookie(exchange.getRequest(), COOKIE, "", Duration.ZERO));
                });
    }

    private static String checked(String field, @Nullable String value, int maxLength) {
        if (value == null || value.isEmpty() || value.length() > maxLength) {
            throw ApiException.invalidField(
                    field,
                    value == null ? null : value.length() + " characters",
                    "the one that the provider sent the browser back with");
        }
        return value;
    }

    private OidcSignIn required() {
        return signIn.orElseThrow(() -> ApiException.notFound(
                "identity provider: none (expected: one, by --oidc-issuer; sign in with a password)"));
    }
}
