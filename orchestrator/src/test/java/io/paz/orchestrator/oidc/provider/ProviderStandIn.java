package io.paz.orchestrator.oidc.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An OpenID Connect provider over real HTTP, which signs with real keys, and lies where a test wants it to. */
public final class ProviderStandIn implements AutoCloseable {

    static final String CLIENT = "paz";
    static final String SECRET = "s3cret of/paz";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    private volatile KeyPair keys = newKeys("RSA", 2048);

    /** Changes the claims of the next tokens. */
    volatile Consumer<Map<String, Object>> lie = claims -> {};

    /** Makes the next tokens of their claims. */
    volatile TokenMaker maker = this::signed;

    /** Changes the discovery document. */
    volatile Consumer<Map<String, Object>> document = fields -> {};

    volatile int tokenStatus = 200;

    /** Makes a token. */
    interface TokenMaker {
        String of(Map<String, Object> claims) throws GeneralSecurityException;
    }

    ProviderStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, discovery()));
        server.createContext("/keys", exchange -> answer(exchange, 200, Map.of("keys", new Object[] {jwk(keys)})));
        server.createContext("/token", this::token);
        server.start();
    }

    static KeyPair newKeys(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs with other keys from now on, as after a rotation. */
    void rotate(KeyPair next) {
        keys = next;
    }

    void behave() {
        lie = claims -> {};
        maker = this::signed;
        tokenStatus = 200;
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    byte[] publicKey() {
        return keys.getPublic().getEncoded();
    }

    private Map<String, Object> discovery() {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of(
                "issuer", issuer().toString(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys"));
        document.accept(fields);
        return fields;
    }

    private static Map<String, Object> jwk(KeyPair keys) {
        if (keys.getPublic() instanceof ECPublicKey key) {
            return Map.of(
                    "kty", "EC",
                    "crv", "P-256",
                    "kid", kid(keys),
                    "x", BASE64.encodeToString(coordinate(key.getW().getAffineX())),
                    "y", BASE64.encodeToString(coordinate(key.getW().getAffineY())));
        }
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty", "RSA",
                "use", "sig",
                "kid", kid(keys),
                "n", BASE64.encodeToString(unsigned(key.getModulus().toByteArray())),
                "e", BASE64.encodeToString(key.getPublicExponent().toByteArray()));
    }

    private static String kid(KeyPair keys) {
        return Integer.toHexString(keys.getPublic().hashCode());
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = unsigned(number.toByteArray());
        byte[] padded = new byte[32];
        System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
        return padded;
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    /** As the provider does when somebody has signed in at that address; returns the code that their browser comes back with. */
    String signIn(URI address, String email) {
        Map<String, String> query = new LinkedHashMap<>(fields(address.getRawQuery()));
        query.put("email", email);
        String code = UUID.randomUUID().toString();
        codes.put(code, query);
        return code;
    }

    static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0],
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                        (first, second) -> second,
                        LinkedHashMap::new));
    }

    /** A code is accepted once, from the client, with the verifier of the challenge that it was begun with. */
    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> begun = codes.remove(form.getOrDefault("code", ""));
        String expected =
                Base64.getEncoder().encodeToString((CLIENT + ":s3cret+of%2Fpaz").getBytes(StandardCharsets.UTF_8));
        boolean isRight = begun != null
                && ("Basic " + expected).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && challenge(form.getOrDefault("code_verifier", "")).equals(begun.get("code_challenge"))
                && form.get("redirect_uri").equals(begun.get("redirect_uri"));
        if (tokenStatus != 200) {
            answer(exchange, tokenStatus, Map.of("error", "server_error"));
        } else if (isRight) {
            answer(exchange, 200, Map.of("token_type", "Bearer", "id_token", idToken(begun)));
        } else {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
        }
    }

    private String idToken(Map<String, String> begun) {
        long now = System.currentTimeMillis() / 1000;
        Map<String, Object> claims = new LinkedHashMap<>(Map.of(
                "iss",
                issuer().toString(),
                "aud",
                CLIENT,
                "sub",
                "42",
                "iat",
                now,
                "exp",
                now + 300,
                "nonce",
                begun.get("nonce"),
                "email",
                begun.get("email"),
                "email_verified",
                true));
        try {
            lie.accept(claims);
            return maker.of(claims);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String signed(Map<String, Object> claims) throws GeneralSecurityException {
        return signed(keys, claims);
    }

    static String signed(KeyPair keys, Map<String, Object> claims) throws GeneralSecurityException {
        boolean isRsa = keys.getPublic() instanceof RSAPublicKey;
        String content = content(isRsa ? "RS256" : "ES256", claims, kid(keys));
        Signature signature = Signature.getInstance(isRsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + BASE64.encodeToString(signature.sign());
    }

    /** Header and claims, without a signature. */
    String content(String algorithm, Map<String, Object> claims) {
        return content(algorithm, claims, kid(keys));
    }

    private static String content(String algorithm, Map<String, Object> claims, String kid) {
        return encoded(Map.of("alg", algorithm, "kid", kid)) + "." + encoded(claims);
    }

    private static String encoded(Map<String, Object> json) {
        return BASE64.encodeToString(JsonMapper.shared().writeValueAsBytes(json));
    }

    private static String challenge(String verifier) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> json) throws IOException {
        byte[] body = JsonMapper.shared().writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
