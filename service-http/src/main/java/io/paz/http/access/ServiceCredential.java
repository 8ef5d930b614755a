package io.paz.http.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Credentials that Paz's services call each other with. Each is derived from the administrator's token by a one-way function: all
 * parts read the same file, and none that receives a call learns the token or can call as another service.
 */
public final class ServiceCredential implements Credential {

    private static final String ALGORITHM = "HmacSHA256";

    private final Map<String, Token> services = new TreeMap<>();

    private ServiceCredential(Token token, List<String> callers) {
        callers.forEach(caller -> services.put(caller, of(token, caller)));
    }

    /** The credential of one service. */
    public static Token of(Token token, String service) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] key = mac.doFinal(("paz service " + service).getBytes(StandardCharsets.UTF_8));
            return new Token("paz-service-" + HexFormat.of().formatHex(key));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Accepts these services; none when the settings ask for no token. */
    public static Credential accepting(AccessSettings settings, String... callers) {
        Token token = settings.token();
        return token == null ? request -> Optional.empty() : new ServiceCredential(token, List.of(callers));
    }

    @Override
    public Optional<Actor> actorOf(ServerHttpRequest request) {
        String authorization = request.getHeaders().getFirst("Authorization");
        return services.entrySet().stream()
                .filter(service -> service.getValue().isCarriedBy(authorization))
                .map(service -> new Actor(Actor.Kind.SERVICE, service.getKey(), service.getKey()))
                .findFirst();
    }
}
