package io.paz.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Transactions on keys and values, each on as many as etcd takes at once. For one thread. */
final class KeyCalls {

    private static final int MAX_OPERATIONS = 100;

    private final Client client;
    private long revision;

    KeyCalls(Client client) {
        this.client = client;
    }

    /** etcd's revision at the last answer; 0 before the first one. */
    long revision() {
        return revision;
    }

    /** Splits entries into those of one transaction each. */
    static List<Map<String, String>> chunks(Map<String, String> entries) {
        List<Map<String, String>> chunks = new ArrayList<>();
        Map<String, String> chunk = new TreeMap<>();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            chunk.put(entry.getKey(), entry.getValue());
            if (chunk.size() == MAX_OPERATIONS) {
                chunks.add(chunk);
                chunk = new TreeMap<>();
            }
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    /** Whether etcd has all entries. */
    boolean holds(Map<String, String> entries) {
        Cmp[] same = entries.entrySet().stream()
                .map(entry -> equal(entry.getKey(), entry.getValue()))
                .toArray(Cmp[]::new);
        return answered(client.call("compare keys", kv -> kv.txn().If(same).commit())
                        .join())
                .isSucceeded();
    }

    void put(Map<String, String> entries, long lease) {
        PutOption underLease = PutOption.builder().withLeaseId(lease).build();
        Op[] puts = entries.entrySet().stream()
                .map(entry -> Op.put(bytes(entry.getKey()), bytes(entry.getValue()), underLease))
                .toArray(Op[]::new);
        String what = "put " + entries.keySet().iterator().next();
        answered(client.call(what, kv -> kv.txn().Then(puts).commit()).join());
    }

    /** Leaves a key that has another value. */
    void deleteIfEqual(String key, String value) {
        answered(client.call("delete " + key, kv -> kv.txn()
                        .If(equal(key, value))
                        .Then(Op.delete(bytes(key), DeleteOption.DEFAULT))
                        .commit())
                .join());
    }

    private TxnResponse answered(TxnResponse answer) {
        revision = answer.getHeader().getRevision();
        return answer;
    }

    private static Cmp equal(String key, String value) {
        return new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.value(bytes(value)));
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }
}
