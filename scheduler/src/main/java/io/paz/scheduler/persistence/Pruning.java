package io.paz.scheduler.persistence;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.retention.RetentionPolicy;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import io.paz.store.Order;
import io.paz.store.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes records beyond the retention policy, service by service to bound memory. */
final class Pruning {

    private static final int MAX_DELETIONS = 10_000;

    private final KeyValueStore store;
    private final DeploymentCodec codec;
    private final StoredHooks hooks;
    private final RetentionPolicy policy;
    private final Instant now;
    private Batch batch = new Batch();
    private int deletions;
    private int sum;

    Pruning(KeyValueStore store, DeploymentCodec codec, StoredHooks hooks, RetentionPolicy policy, Instant now) {
        this.store = store;
        this.codec = codec;
        this.hooks = hooks;
        this.policy = policy;
        this.now = now;
    }

    /** Deletes what is over of the service. */
    void service(String service) {
        KeyRange range = KeyRange.prefix(DeploymentKeys.service(service));
        if (isGone(service, range)) {
            forget(service, range);
        } else {
            pruneDeployments(range);
            pruneOperations(range);
        }
        write();
        pruneKeys(service);
        write();
    }

    /** Nothing serves or is unfinished, and what was deployed last is too old to be rolled back to. */
    private boolean isGone(String service, KeyRange range) {
        return isEmpty(StoredDeployments.ACTIVE, range)
                && isEmpty(StoredOperations.ACTIVE, range)
                && store.get(StoredDeployments.REMOVALS, DeploymentKeys.name(service))
                        .isEmpty()
                && store.last(StoredDeployments.DEPLOYMENTS, range)
                        .map(last -> at(codec.deployment(last.value())))
                        .filter(at -> policy.isOld(at, now))
                        .isPresent();
    }

    private boolean isEmpty(Table table, KeyRange range) {
        return store.last(table, range).isEmpty();
    }

    private static Instant at(Deployment deployment) {
        Instant finished = deployment.finishedAt();
        return finished == null ? deployment.createdAt() : finished;
    }

    /** Its numbers are kept, since none is given out again. */
    private void forget(String service, KeyRange range) {
        store.last(StoredDeployments.DEPLOYMENTS, range)
                .ifPresent(last -> batch.put(
                        StoredDeployments.NUMBERS,
                        DeploymentKeys.name(service),
                        number(DeploymentKeys.deployment(last.key()).version())));
        store.last(StoredOperations.OPERATIONS, range)
                .ifPresent(last -> batch.put(
                        StoredOperations.NUMBERS,
                        DeploymentKeys.name(service),
                        number(DeploymentKeys.operation(last.key()).number())));
        store.scan(StoredDeployments.DEPLOYMENTS, range, Order.ASCENDING, (key, value) -> deleteDeployment(key));
        store.scan(
                StoredOperations.OPERATIONS,
                range,
                Order.ASCENDING,
                (key, value) -> delete(StoredOperations.OPERATIONS, key));
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private void pruneDeployments(KeyRange range) {
        int[] newer = {0};
        store.scan(StoredDeployments.DEPLOYMENTS, range, Order.DESCENDING, (key, value) -> {
            Deployment deployment = codec.deployment(value);
            boolean over = !deployment.serving() && deployment.state().isFinal();
            if (over && policy.isOver(newer[0], at(deployment), now)) {
                deleteDeployment(key);
            }
            newer[0]++;
            return true;
        });
    }

    private boolean deleteDeployment(byte[] key) {
        batch.delete(StoredDeployments.INTERVENTIONS, key);
        return delete(StoredDeployments.DEPLOYMENTS, key);
    }

    private void pruneOperations(KeyRange range) {
        int[] newer = {0};
        store.scan(StoredOperations.OPERATIONS, range, Order.DESCENDING, (key, value) -> {
            Operation operation = codec.operation(value);
            if (operation.state().isFinal() && policy.isOver(newer[0], operation.createdAt(), now)) {
                delete(StoredOperations.OPERATIONS, key);
            }
            newer[0]++;
            return true;
        });
    }

    /** A key goes with what it got; that of a hook's delivery stays, so that a replay does not deploy again. */
    private void pruneKeys(String service) {
        KeyRange keys = KeyRange.prefix(DeploymentKeys.idempotency(service, ""));
        pruneKeys(service, keys, StoredDeployments.IDEMPOTENCY, StoredDeployments.DEPLOYMENTS);
        pruneKeys(service, keys, StoredOperations.IDEMPOTENCY, StoredOperations.OPERATIONS);
    }

    private void pruneKeys(String service, KeyRange keys, Table table, Table of) {
        store.scan(table, keys, Order.ASCENDING, (key, value) -> {
            int number = ByteBuffer.wrap(value).getInt();
            byte[] record = DeploymentKeys.numbered(service, number);
            if (store.get(of, record).isEmpty() && !isKnownDelivery(service, key, number)) {
                delete(table, key);
            }
            return true;
        });
    }

    private boolean isKnownDelivery(String service, byte[] key, int version) {
        int prefix = DeploymentKeys.service(service).length;
        String sent = new String(key, prefix, key.length - prefix, StandardCharsets.UTF_8);
        return hooks.isKnownDelivery(sent, version, newestVersion(service));
    }

    private int newestVersion(String service) {
        return store.last(StoredDeployments.DEPLOYMENTS, KeyRange.prefix(DeploymentKeys.service(service)))
                .map(last -> DeploymentKeys.deployment(last.key()).version())
                .orElse(0);
    }

    /** Deletes the oldest lines; the one by which a service is known to be deleted stays for as long as anything of it does. */
    void journal() {
        Optional<Long> newest =
                store.last(StoredJournal.LINES, KeyRange.all()).map(last -> DeploymentKeys.sequence(last.key()));
        boolean more = newest.isPresent();
        while (more) {
            collectLines(newest.get());
            more = deletions >= MAX_DELETIONS;
            write();
        }
    }

    private void collectLines(long newest) {
        store.scan(StoredJournal.LINES, KeyRange.all(), Order.ASCENDING, (key, value) -> {
            long sequence = DeploymentKeys.sequence(key);
            JournalLine line = codec.journalLine(value);
            boolean over = newest - sequence >= policy.journalLines() || policy.isOld(line.at(), now);
            if (over && sequence != newest && !isLastWord(line)) {
                batch.delete(StoredJournal.OF_SERVICE, DeploymentKeys.sequence(line.service(), sequence));
                delete(StoredJournal.LINES, key);
            }
            return over && deletions < MAX_DELETIONS;
        });
    }

    private boolean isLastWord(JournalLine line) {
        KeyRange service = KeyRange.prefix(DeploymentKeys.service(line.service()));
        return line.event().equals("delete")
                && !isEmpty(StoredDeployments.DEPLOYMENTS, service)
                && lastRequest(service) == line.sequence();
    }

    private long lastRequest(KeyRange service) {
        List<Long> last = new ArrayList<>(1);
        store.scan(StoredJournal.OF_SERVICE, service, Order.DESCENDING, (key, value) -> {
            long sequence = DeploymentKeys.sequence(key);
            store.get(StoredJournal.LINES, DeploymentKeys.sequence(sequence))
                    .map(codec::journalLine)
                    .filter(line -> !line.isRepair())
                    .ifPresent(line -> last.add(sequence));
            return last.isEmpty();
        });
        return last.isEmpty() ? 0 : last.get(0);
    }

    /** Collects only: a store is not written to while it is scanned. */
    private boolean delete(Table table, byte[] key) {
        batch.delete(table, key);
        deletions++;
        return true;
    }

    private void write() {
        if (deletions > 0) {
            store.write(batch);
        }
        sum += deletions;
        batch = new Batch();
        deletions = 0;
    }

    /** How many records were deleted. */
    int sum() {
        return sum;
    }
}
