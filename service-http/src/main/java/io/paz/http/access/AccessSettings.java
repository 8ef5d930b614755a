package io.paz.http.access;

import io.paz.http.option.InvalidOptionException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Access settings from the options.
 *
 * @param bind address that the service listens on
 * @param token null when none is asked for
 */
public record AccessSettings(String bind, @Nullable AdministratorToken token, List<String> corsOrigins) {

    public AccessSettings {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /**
     * @throws InvalidOptionException when the file holds no token, or when the service would be open to others than this
     *     machine
     */
    public static AccessSettings withToken(String bind, @Nullable String tokenFile, List<String> corsOrigins) {
        if (tokenFile == null) {
            throw new InvalidOptionException(
                    "--token-file: value is missing (expected: a file with the token, or --insecure for experiments)");
        }
        return new AccessSettings(bind, AdministratorToken.read(Path.of(tokenFile)), corsOrigins);
    }

    /**
     * @throws InvalidOptionException when others than this machine could call
     */
    public static AccessSettings insecure(String bind, List<String> corsOrigins) {
        if (!LoopbackPolicy.isLoopback(bind)) {
            throw new InvalidOptionException(
                    "--bind: value \"%s\" (expected: a loopback address, because of --insecure)".formatted(bind));
        }
        return new AccessSettings(bind, null, corsOrigins);
    }

    /**
     * What a service sends to the engine where that wants a token: the one in the file, or its own where none is named; null when they ask for
     * no token.
     *
     * @throws InvalidOptionException when the file holds no token
     */
    public @Nullable String engineToken(String file) {
        if (token == null) {
            return null;
        }
        return file.isEmpty()
                ? token.current().value()
                : Token.read(Path.of(file)).value();
    }

    /** What a service of that name sends to the other services, which follows a rotation; null when they ask for no token. */
    public @Nullable Supplier<String> credentialOf(String service) {
        AdministratorToken own = token;
        return own == null
                ? null
                : () -> ServiceCredential.of(own.current(), service).value();
    }

    /** The rules that follow, with these routes open to everybody, and these credentials as good as the token. */
    public AccessPolicy policy(List<OpenPath> open, List<Credential> credentials) {
        return token == null ? new LoopbackPolicy(corsOrigins) : new TokenPolicy(token, open, credentials);
    }
}
