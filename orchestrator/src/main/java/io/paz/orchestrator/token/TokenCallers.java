package io.paz.orchestrator.token;

import io.paz.http.access.Token;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.access.Caller;
import io.paz.orchestrator.access.CallerSource;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Knows callers by their tokens, as bearer or as the password of Basic. */
public final class TokenCallers implements CallerSource {

    private final Tokens tokens;

    public TokenCallers(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Optional<Caller> callerOf(ServerHttpRequest request) {
        Optional<ApiToken> token = tokenOf(request);
        token.filter(tokens::isExpired).ifPresent(TokenCallers::refuse);
        token.ifPresent(tokens::used);
        return token.map(ApiToken::caller);
    }

    @Override
    public Optional<Caller> stillCallerOf(ServerHttpRequest request) {
        return tokenOf(request).filter(token -> !tokens.isExpired(token)).map(ApiToken::caller);
    }

    private Optional<ApiToken> tokenOf(ServerHttpRequest request) {
        return Token.secretIn(request.getHeaders().getFirst("Authorization")).flatMap(tokens::find);
    }

    private static void refuse(ApiToken expired) {
        throw new ApiException(
                        HttpStatus.UNAUTHORIZED,
                        "unauthorized",
                        "Authorization: the token \"%s\" expired at %s (expected: a new one; ./paz token create makes it)"
                                .formatted(expired.name(), expired.expiresAt()))
                .withHeader("WWW-Authenticate", "Bearer realm=\"paz\"");
    }
}
