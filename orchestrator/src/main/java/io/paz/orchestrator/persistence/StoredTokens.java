package io.paz.orchestrator.persistence;

import io.paz.orchestrator.token.ApiToken;
import io.paz.orchestrator.token.TokenRepository;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tokens in the orchestrator's store. */
public final class StoredTokens implements TokenRepository {

    private final KeyValueStore store;

    public StoredTokens(KeyValueStore store) {
        this.store = store;
    }

    @Override
    public List<ApiToken> all() {
        return store.list(AccessTables.TOKENS, KeyRange.all()).stream()
                .map(entry ->
                        AccessCodec.decode(entry.value(), TokenRecord.class).toDomain())
                .toList();
    }

    @Override
    public void put(ApiToken token) {
        store.write(new Batch().put(AccessTables.TOKENS, key(token.id()), AccessCodec.encode(TokenRecord.of(token))));
    }

    @Override
    public void delete(String id) {
        store.write(new Batch().delete(AccessTables.TOKENS, key(id)));
    }

    private static byte[] key(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
