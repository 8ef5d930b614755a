package io.paz.orchestrator.oidc.provider;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.jwt.JwkSetConverter;
import com.google.crypto.tink.jwt.JwtPublicKeyVerify;
import com.google.crypto.tink.jwt.JwtSignatureConfig;
import com.google.crypto.tink.jwt.JwtValidator;
import com.google.crypto.tink.jwt.VerifiedJwt;
import io.paz.orchestrator.oidc.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Verifies ID tokens with a provider's public keys: signature, issuer, audience, times and nonce. Pure but for the clock. */
final class IdTokens {

    static final String EMAIL = "email";

    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final Map<String, String> OF_CURVE = Map.of("P-256", "ES256", "P-384", "ES384", "P-521", "ES512");

    static {
        try {
            JwtSignatureConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ProviderSettings settings;
    private final Clock clock;

    IdTokens(ProviderSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Who the token says that its bearer is.
     *
     * @param keys the provider's, as a JWK set
     * @throws GeneralSecurityException when the token is not valid; the message says why
     */
    Identity identity(String token, JsonNode keys, String nonce) throws GeneralSecurityException {
        VerifiedJwt verified = verified(token, keys);
        require(
                verified.hasStringClaim("nonce")
                        && verified.getStringClaim("nonce").equals(nonce),
                "nonce: of another sign-in");
        boolean isForUs = verified.hasStringClaim("azp")
                ? verified.getStringClaim("azp").equals(settings.clientId())
                : verified.getAudiences().size() == 1;
        require(isForUs, "azp: another client");
        return new Identity(account(verified), groups(verified));
    }

    /** An e-mail address is in lower case, as names of accounts are, and counts only when the provider has verified it. */
    private String account(VerifiedJwt token) throws GeneralSecurityException {
        String claim = settings.accountClaim();
        require(token.hasStringClaim(claim), claim + ": missing");
        String account = token.getStringClaim(claim);
        if (!claim.equals(EMAIL)) {
            return account;
        }
        require(
                token.hasBooleanClaim("email_verified") && token.getBooleanClaim("email_verified"),
                "email_verified: not true");
        // Some letters of other alphabets become ASCII in lower case, and so another address.
        require(StandardCharsets.US_ASCII.newEncoder().canEncode(account), "email: not in ASCII");
        return account.toLowerCase(Locale.ROOT);
    }

    private List<String> groups(VerifiedJwt token) throws GeneralSecurityException {
        String claim = settings.roleClaim();
        if (claim.isEmpty() || !token.hasJsonArrayClaim(claim) && !token.hasStringClaim(claim)) {
            return List.of();
        }
        return token.hasStringClaim(claim)
                ? List.of(token.getStringClaim(claim))
                : JsonMapper.shared()
                        .readTree(token.getJsonArrayClaim(claim))
                        .valueStream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .toList();
    }

    private static void require(boolean isRight, String what) throws GeneralSecurityException {
        if (!isRight) {
            throw new GeneralSecurityException(what);
        }
    }

    /** By the first key that fits. A key says by which algorithm it verifies, so no token chooses one. */
    private VerifiedJwt verified(String token, JsonNode keys) throws GeneralSecurityException {
        JwtValidator validator = JwtValidator.newBuilder()
                .ignoreTypeHeader()
                .expectIssuer(settings.issuer().toString())
                .expectAudience(settings.clientId())
                .expectIssuedInThePast()
                .setClock(clock)
                .setClockSkew(MAX_CLOCK_SKEW)
                .build();
        GeneralSecurityException failure = new GeneralSecurityException("the provider has no key for signatures");
        for (ObjectNode key : signatureKeys(keys)) {
            try {
                return verifierOf(key).verifyAndDecode(token, validator);
            } catch (GeneralSecurityException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static List<ObjectNode> signatureKeys(JsonNode keys) {
        return keys.path("keys")
                .valueStream()
                .filter(JsonNode::isObject)
                .map(key -> withAlgorithm((ObjectNode) key))
                .filter(key -> ALGORITHMS.contains(key.path("alg").asString(""))
                        && key.path("use").asString("sig").equals("sig"))
                .toList();
    }

    /** Keys of some providers name no algorithm; then it is the one that ID tokens have by default, or the curve's. */
    private static ObjectNode withAlgorithm(ObjectNode key) {
        if (key.has("alg")) {
            return key;
        }
        String algorithm = key.path("kty").asString("").equals("RSA")
                ? "RS256"
                : OF_CURVE.getOrDefault(key.path("crv").asString(""), "unknown");
        return key.deepCopy().put("alg", algorithm);
    }

    private static JwtPublicKeyVerify verifierOf(ObjectNode key) throws GeneralSecurityException {
        ObjectNode set = JsonMapper.shared().createObjectNode();
        set.putArray("keys").add(key);
        try {
            KeysetHandle handle = JwkSetConverter.toPublicKeysetHandle(set.toString());
            return Objects.requireNonNull(handle.getPrimitive(RegistryConfiguration.get(), JwtPublicKeyVerify.class));
        } catch (IOException e) {
            throw new GeneralSecurityException("a key of the provider cannot be read", e);
        }
    }
}
