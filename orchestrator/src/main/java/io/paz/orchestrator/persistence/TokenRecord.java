package io.paz.orchestrator.persistence;

import io.paz.orchestrator.access.Scope;
import io.paz.orchestrator.token.ApiToken;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored token. The order of the components is the order on disk. */
record TokenRecord(
        String id,
        String name,
        String hash,
        List<String> scopes,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    static TokenRecord of(ApiToken token) {
        return new TokenRecord(
                token.id(),
                token.name(),
                token.hash(),
                token.scopes().stream().map(Scope::text).toList(),
                token.createdAt(),
                token.createdBy(),
                token.expiresAt(),
                token.lastUsedAt());
    }

    ApiToken toDomain() {
        return new ApiToken(
                id, name, hash, scopes.stream().map(Scope::new).toList(), createdAt, createdBy, expiresAt, lastUsedAt);
    }
}
