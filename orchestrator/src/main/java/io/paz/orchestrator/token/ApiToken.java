package io.paz.orchestrator.token;

import io.paz.http.access.Actor;
import io.paz.orchestrator.access.Caller;
import io.paz.orchestrator.access.Rights;
import io.paz.orchestrator.access.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token, without its secret text.
 *
 * @param name that its creator gave it
 * @param hash SHA-256 of its text, in hex
 * @param createdBy name of the actor that made it
 * @param lastUsedAt to within some minutes; null when it was never used
 */
public record ApiToken(
        String id,
        String name,
        String hash,
        List<Scope> scopes,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    public ApiToken {
        scopes = List.copyOf(scopes);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    ApiToken usedAt(Instant time) {
        return new ApiToken(id, name, hash, scopes, createdAt, createdBy, expiresAt, time);
    }

    Caller caller() {
        return new Caller(new Actor(Actor.Kind.TOKEN, id, name), Rights.of(scopes));
    }

    /** Keeps the hash out of logs. */
    @Override
    public String toString() {
        return "ApiToken[" + id + "]";
    }
}
