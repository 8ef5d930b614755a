package io.paz.http.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Credentials that Paz's services call each other with. Each is derived from the administrator's token by a one-way function: all
 * parts read the same file, and none that receives a call learns the token or can call as another service.
 */
public final class ServiceCredential implements Credential {

    private static final String ALGORITHM = "HmacSHA256";

    private static final String PREFIX = "paz-service-";

    private final AdministratorToken token;
    private final List<String> callers;

    private ServiceCredential(AdministratorToken token, List<String> callers) {
        this.token = token;
        this.callers = List.copyOf(callers);
    }

    /** The credential of one service. */
    public static Token of(Token token, String service) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] key = mac.doFinal(("paz service " + service).getBytes(StandardCharsets.UTF_8));
            return new Token(PREFIX + HexFormat.of().formatHex(key));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Accepts these services; none when the settings ask for no token. */
    public static Credential accepting(AccessSettings settings, String... callers) {
        AdministratorToken token = settings.token();
        return token == null ? request -> Optional.empty() : new ServiceCredential(token, List.of(callers));
    }

    @Override
    public Optional<Actor> actorOf(ServerHttpRequest request) {
        String authorization = request.getHeaders().getFirst("Authorization");
        return Token.secretIn(authorization)
                .filter(secret -> secret.startsWith(PREFIX))
                .flatMap(secret -> callers.stream()
                        .filter(caller -> isOf(caller, authorization))
                        .map(caller -> new Actor(Actor.Kind.SERVICE, caller, caller))
                        .findFirst());
    }

    private boolean isOf(String caller, @Nullable String authorization) {
        return token.accepted().stream().anyMatch(each -> of(each, caller).isCarriedBy(authorization));
    }
}
