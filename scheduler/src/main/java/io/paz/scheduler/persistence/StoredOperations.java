package io.paz.scheduler.persistence;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationId;
import io.paz.scheduler.operation.OperationRepository;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.request.RequestKey;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import io.paz.store.Order;
import io.paz.store.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Operations, in the store of the deployments, each write one synced batch. */
final class StoredOperations implements OperationRepository {

    static final Table OPERATIONS = new Table("operations");
    static final Table ACTIVE = new Table("active-operations");
    /** The highest number of each service of which nothing else is left. */
    static final Table NUMBERS = new Table("numbers-of-operations");

    static final Table IDEMPOTENCY = new Table("idempotency-of-operations");
    private static final byte[] PRESENT = {};

    private final KeyValueStore store;
    private final DeploymentCodec codec;
    private final StoredJournal journal;
    private final RequestKeys keys;
    private final BiFunction<Batch, Deployment, Batch> putDeployment;

    StoredOperations(
            KeyValueStore store,
            DeploymentCodec codec,
            StoredJournal journal,
            Table keysOfDeployments,
            BiFunction<Batch, Deployment, Batch> putDeployment) {
        this.store = store;
        this.codec = codec;
        this.journal = journal;
        this.keys = new RequestKeys(store, IDEMPOTENCY, keysOfDeployments);
        this.putDeployment = putDeployment;
    }

    @Override
    public Operation append(
            String service, @Nullable RequestKey key, ServiceConfig config, IntFunction<Operation> factory) {
        return Guarded.call(() -> {
            Operation operation = factory.apply(nextNumber(service));
            Batch batch = put(new Batch(), operation);
            keys.put(batch, service, key, operation.id().number());
            journal.write(
                    batch,
                    sequence -> new JournalLine(
                            sequence,
                            operation.kind().event(),
                            service,
                            operation.version(),
                            operation.createdAt(),
                            config,
                            operation.requester()));
            return operation;
        });
    }

    private int nextNumber(String service) {
        return store.last(OPERATIONS, KeyRange.prefix(DeploymentKeys.service(service)))
                        .map(last -> DeploymentKeys.operation(last.key()).number())
                        .or(() -> store.get(NUMBERS, DeploymentKeys.name(service))
                                .map(number -> ByteBuffer.wrap(number).getInt()))
                        .orElse(0)
                + 1;
    }

    private Batch put(Batch batch, Operation operation) {
        byte[] key = DeploymentKeys.operation(operation.id());
        batch.put(OPERATIONS, key, codec.encode(operation));
        return operation.state().isFinal() ? batch.delete(ACTIVE, key) : batch.put(ACTIVE, key, PRESENT);
    }

    /** Ends what is unfinished of a service, in the batch. */
    void endAll(Batch batch, String service, UnaryOperator<Operation> end) {
        unfinished(KeyRange.prefix(DeploymentKeys.service(service))).forEach(each -> put(batch, end.apply(each)));
    }

    @Override
    public void save(Operation operation) {
        Guarded.run(() -> store.write(put(new Batch(), operation)));
    }

    @Override
    public void finish(Operation operation, Deployment version) {
        Guarded.run(() -> store.write(putDeployment.apply(put(new Batch(), operation), version)));
    }

    @Override
    public Optional<Operation> find(OperationId id) {
        return Guarded.call(
                () -> store.get(OPERATIONS, DeploymentKeys.operation(id)).map(codec::operation));
    }

    @Override
    public Optional<Operation> findByKey(String service, RequestKey key) {
        return Guarded.call(() -> keys.find(service, key).flatMap(number -> find(new OperationId(service, number))));
    }

    @Override
    public List<Operation> newest(String service, int limit) {
        return Guarded.call(() -> {
            List<Operation> newest = new ArrayList<>();
            KeyRange range = KeyRange.prefix(DeploymentKeys.service(service));
            store.scan(OPERATIONS, range, Order.DESCENDING, (key, value) -> {
                newest.add(codec.operation(value));
                return newest.size() < limit;
            });
            return newest;
        });
    }

    @Override
    public List<Operation> unfinished() {
        return Guarded.call(() -> unfinished(KeyRange.all()));
    }

    private List<Operation> unfinished(KeyRange range) {
        return store.list(ACTIVE, range).stream()
                .flatMap(entry -> find(DeploymentKeys.operation(entry.key())).stream())
                .toList();
    }
}
