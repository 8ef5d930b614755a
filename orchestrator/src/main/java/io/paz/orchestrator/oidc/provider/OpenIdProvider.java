package io.paz.orchestrator.oidc.provider;

import io.paz.client.WebClients;
import io.paz.http.error.ApiException;
import io.paz.http.text.TerminalText;
import io.paz.orchestrator.oidc.Identity;
import io.paz.orchestrator.oidc.IdentityProvider;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider that is found by its issuer (OpenID Connect Discovery). Its keys are read for each sign-in, so a rotation of them counts at once. */
public final class OpenIdProvider implements IdentityProvider {

    private static final Logger log = LoggerFactory.getLogger(OpenIdProvider.class);

    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DISCOVERY_LIFE = Duration.ofMinutes(1);
    private static final int MAX_ANSWER_SIZE = 256 * 1024;

    private final ProviderSettings settings;
    private final IdTokens tokens;
    private final WebClient client =
            WebClients.limited(SILENCE_TIMEOUT, MAX_ANSWER_SIZE).build();

    private final Mono<Endpoints> endpoints;

    public OpenIdProvider(ProviderSettings settings, Clock clock) {
        this.settings = settings;
        this.tokens = new IdTokens(settings, clock);
        // Not read for each sign-in: whoever begins many of them would have Paz ask the provider as often.
        this.endpoints = readEndpoints().cache(found -> DISCOVERY_LIFE, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    private record Endpoints(URI authorization, URI token, URI keys) {}

    @Override
    public String name() {
        return settings.issuer().getHost();
    }

    @Override
    public Mono<URI> begin(String state, String nonce, String challenge) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", settings.redirect().toString());
        query.put("scope", settings.scopes());
        query.put("state", state);
        query.put("nonce", nonce);
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        return failing(endpoints).map(found -> {
            String address = found.authorization.toString();
            return URI.create(address + (address.contains("?") ? "&" : "?") + form(query));
        });
    }

    @Override
    public Mono<Identity> identity(String code, String verifier, String nonce) {
        return failing(endpoints.flatMap(found -> idToken(found, code, verifier)
                        .flatMap(token -> get(found.keys).map(keys -> Map.entry(token, keys)))))
                .map(both -> verified(both.getKey(), both.getValue(), nonce));
    }

    private Identity verified(String token, JsonNode keys, String nonce) {
        try {
            return tokens.identity(token, keys, nonce);
        } catch (GeneralSecurityException e) {
            log.warn(
                    "Sign-in refused: the ID token of {} is not valid: {}",
                    name(),
                    TerminalText.line(String.valueOf(e.getMessage())));
            throw new ApiException(
                    HttpStatus.UNAUTHORIZED,
                    "unauthorized",
                    "ID token: %s sent one that is not valid (expected: signed, for this sign-in, with the claim %s, an e-mail address verified); the log says why"
                            .formatted(name(), settings.accountClaim()),
                    e);
        }
    }

    /** The document names the issuer itself, so that no other one's is taken for it. */
    private Mono<Endpoints> readEndpoints() {
        URI address =
                URI.create(settings.issuer().toString().replaceAll("/+$", "") + "/.well-known/openid-configuration");
        return get(address).map(document -> {
            if (!document.path("issuer").asString("").equals(settings.issuer().toString())) {
                throw new IllegalStateException("its discovery document names another issuer");
            }
            return new Endpoints(
                    endpoint(document, "authorization_endpoint"),
                    endpoint(document, "token_endpoint"),
                    endpoint(document, "jwks_uri"));
        });
    }

    private URI endpoint(JsonNode document, String field) {
        URI address = URI.create(document.path(field).asString(""));
        if (!settings.allows(address)) {
            throw new IllegalStateException(field + " of its discovery document is no address with https");
        }
        return address;
    }

    private Mono<String> idToken(Endpoints endpoints, String code, String verifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", settings.redirect().toString());
        form.put("code_verifier", verifier);
        WebClient.RequestBodySpec request =
                client.post().uri(endpoints.token).contentType(MediaType.APPLICATION_FORM_URLENCODED);
        String secret = settings.secret();
        if (secret == null) {
            form.put("client_id", settings.clientId());
        } else {
            request.headers(headers -> headers.setBasicAuth(encoded(settings.clientId()), encoded(secret)));
        }
        return request.bodyValue(form(form)).exchangeToMono(this::json).map(answer -> answer.path("id_token")
                .asString(""));
    }

    private Mono<JsonNode> get(URI address) {
        return client.get().uri(address).accept(MediaType.APPLICATION_JSON).exchangeToMono(this::json);
    }

    private Mono<JsonNode> json(ClientResponse answer) {
        return answer.statusCode().is2xxSuccessful()
                ? answer.bodyToMono(String.class).map(JsonMapper.shared()::readTree)
                : WebClients.discard(answer)
                        .then(Mono.error(new IllegalStateException(
                                "it answered " + answer.statusCode().value())));
    }

    /** Whatever goes wrong at the provider is its failure, and says so; a refused code is one of them. */
    private <T> Mono<T> failing(Mono<T> call) {
        return call.timeout(CALL_TIMEOUT).onErrorMap(failure -> !(failure instanceof ApiException), failure -> {
            String why = failure instanceof JacksonException
                    ? "its answer is no JSON"
                    : String.valueOf(failure.getMessage());
            log.warn("Sign-in through {} failed: {}; nobody is signed in", name(), why);
            return new ApiException(
                    HttpStatus.BAD_GATEWAY,
                    "identity_provider",
                    "%s: %s (expected: an OpenID Connect provider that accepts this client; try to sign in again)"
                            .formatted(name(), why),
                    failure);
        });
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
