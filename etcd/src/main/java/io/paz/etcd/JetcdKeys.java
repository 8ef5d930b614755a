package io.paz.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

final class JetcdKeys implements Keys {

    private static final DeleteOption ALL_BELOW =
            DeleteOption.builder().isPrefix(true).build();

    private final Client client;

    JetcdKeys(Client client) {
        this.client = client;
    }

    @Override
    public CompletableFuture<Void> put(String key, String value) {
        KeyRule.check(key);
        return done(client.call("put " + key, kv -> kv.put(bytes(key), bytes(value))));
    }

    @Override
    public CompletableFuture<Void> delete(String key) {
        KeyRule.check(key);
        return done(client.call("delete " + key, kv -> kv.delete(bytes(key))));
    }

    @Override
    public CompletableFuture<Void> deletePrefix(String prefix) {
        KeyRule.checkDeletable(prefix);
        return done(client.call("delete all below " + prefix, kv -> kv.delete(bytes(prefix), ALL_BELOW)));
    }

    @Override
    public CompletableFuture<SortedMap<String, String>> list(String prefix) {
        KeyRule.checkPrefix(prefix);
        return client.list(prefix).thenApply(Listing::entries);
    }

    @Override
    public CompletableFuture<Void> apply(List<Change> changes) {
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (changes.size() > MAX_CHANGES) {
            throw new IllegalArgumentException(
                    "changes: " + changes.size() + " (expected: at most " + MAX_CHANGES + " in one transaction)");
        }
        Op[] operations = changes.stream().map(JetcdKeys::operation).toArray(Op[]::new);
        String what = "apply " + changes.size() + " changes, the first to "
                + changes.get(0).key();
        return done(client.call(what, kv -> kv.txn().Then(operations).commit()));
    }

    private static Op operation(Change change) {
        if (change instanceof Change.Put put) {
            return Op.put(bytes(put.key()), bytes(put.value()), PutOption.DEFAULT);
        }
        return Op.delete(bytes(change.key()), DeleteOption.DEFAULT);
    }

    private static CompletableFuture<Void> done(CompletableFuture<?> call) {
        return call.thenApply(answer -> null);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }
}
