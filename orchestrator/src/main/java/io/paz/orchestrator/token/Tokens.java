package io.paz.orchestrator.token;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.access.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tokens by the hash of their text, in memory and on disk. Finding one does not block; the rest does. Safe for threads. */
public final class Tokens {

    static final int MAX_TOKENS = 1_000;

    /** A use is written when the last one that was written is older. */
    static final Duration USE_PRECISION = Duration.ofMinutes(10);

    private static final int ID_BYTES = 8;

    private final TokenRepository repository;
    private final Clock clock;
    private final Supplier<byte[]> randoms;
    private final Map<String, ApiToken> byHash = new ConcurrentHashMap<>();
    private final Map<String, Instant> uses = new ConcurrentHashMap<>();

    /** A token that was made, and its text, which nobody can read again. */
    public record Created(ApiToken token, String text) {

        @Override
        public String toString() {
            return token.toString();
        }
    }

    /** @param randoms {@link TokenText#RANDOM_BYTES} each time, which nobody can foresee */
    public Tokens(TokenRepository repository, Clock clock, Supplier<byte[]> randoms) {
        this.repository = repository;
        this.clock = clock;
        this.randoms = randoms;
        repository.all().forEach(token -> byHash.put(token.hash(), token));
    }

    /** @throws ApiException with status 409 when there are too many */
    public synchronized Created create(String name, List<Scope> scopes, Duration life, String creator) {
        if (byHash.size() >= MAX_TOKENS) {
            throw ApiException.conflict(
                    "too_many_tokens", "tokens: %d (expected: fewer; revoke some first)".formatted(byHash.size()));
        }
        String text = TokenText.of(randoms.get());
        String id = HexFormat.of().formatHex(randoms.get(), 0, ID_BYTES);
        Instant now = clock.instant();
        ApiToken token = new ApiToken(id, name, TokenText.hash(text), scopes, now, creator, now.plus(life), null);
        repository.put(token);
        byHash.put(token.hash(), token);
        return new Created(token, text);
    }

    /** All tokens, also those that expired, oldest first. */
    public List<ApiToken> all() {
        return byHash.values().stream()
                .map(this::withUse)
                .sorted(Comparator.comparing(ApiToken::createdAt).thenComparing(ApiToken::id))
                .toList();
    }

    private ApiToken withUse(ApiToken token) {
        Instant use = uses.get(token.id());
        return use == null ? token : token.usedAt(use);
    }

    /** Whether there was such a token; there is none any more. */
    public synchronized boolean revoke(String id) {
        Optional<ApiToken> token =
                byHash.values().stream().filter(each -> each.id().equals(id)).findFirst();
        token.ifPresent(found -> {
            repository.delete(id);
            byHash.remove(found.hash());
            uses.remove(id);
        });
        return token.isPresent();
    }

    /** The token of that text, which may have expired; does not count as a use. */
    Optional<ApiToken> find(String text) {
        return TokenText.isWellFormed(text) ? Optional.ofNullable(byHash.get(TokenText.hash(text))) : Optional.empty();
    }

    /** Notes a use in memory. */
    void used(ApiToken token) {
        uses.put(token.id(), clock.instant());
    }

    boolean isExpired(ApiToken token) {
        return token.isExpired(clock.instant());
    }

    /** Writes the uses that are not on disk yet, except those shortly after one that is. */
    public void writeUses() {
        byHash.values().forEach(this::writeUse);
    }

    private synchronized void writeUse(ApiToken token) {
        Instant use = uses.get(token.id());
        if (use != null && isDue(token.lastUsedAt(), use) && byHash.containsKey(token.hash())) {
            ApiToken used = token.usedAt(use);
            repository.put(used);
            byHash.put(used.hash(), used);
        }
    }

    private static boolean isDue(@Nullable Instant written, Instant use) {
        return written == null || use.isAfter(written.plus(USE_PRECISION));
    }
}
