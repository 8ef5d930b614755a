package io.paz.scheduler.persistence;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.hook.HookRepository;
import io.paz.scheduler.operation.OperationRepository;
import io.paz.scheduler.request.RequestKey;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.retention.RetentionPolicy;
import io.paz.secret.SecretCipher;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import io.paz.store.Order;
import io.paz.store.StoreBackup;
import io.paz.store.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Deployments, their journal and what is under way, each write one synced batch. Versions and journal positions are the highest key
 * plus one, never a time.
 */
public final class StoredDeployments implements DeploymentRepository, AutoCloseable {

    static final Table DEPLOYMENTS = new Table("deployments");
    static final Table ACTIVE = new Table("active");
    static final Table IDEMPOTENCY = new Table("idempotency");
    static final Table REMOVALS = new Table("removals");
    static final Table INTERVENTIONS = new Table("interventions");
    /** The highest version of each service of which nothing else is left. */
    static final Table NUMBERS = new Table("numbers");

    private static final byte[] PRESENT = {};
    private static final byte[] UNLISTED = {1};
    private static final String DELETED = "the service was deleted";

    private final KeyValueStore store;
    private final Clock clock;
    private final DeploymentCodec codec;
    private final StoredJournal journal;
    private final StoredOperations operations;
    private final StoredHooks hooks;
    private final StoredPlatform platform;
    private final RequestKeys keys;
    /** A request to delete is never overwritten by the end of an earlier one, whose record was read before it. */
    private final Object removals = new Object();

    private StoredDeployments(KeyValueStore store, SecretCipher cipher, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.codec = new DeploymentCodec(cipher);
        this.journal = new StoredJournal(store, codec);
        this.keys = new RequestKeys(store, IDEMPOTENCY, StoredOperations.IDEMPOTENCY);
        this.operations = new StoredOperations(store, codec, journal, IDEMPOTENCY, this::put);
        this.hooks = new StoredHooks(store, codec, IDEMPOTENCY);
        this.platform = new StoredPlatform(store, clock);
    }

    /** @throws io.paz.secret.SecretKeyException when the keys are not those that encrypted what is stored */
    public static StoredDeployments open(Path folder, SecretCipher cipher, Clock clock) {
        Set<Table> tables = Set.of(
                DEPLOYMENTS,
                ACTIVE,
                IDEMPOTENCY,
                REMOVALS,
                INTERVENTIONS,
                NUMBERS,
                StoredOperations.NUMBERS,
                StoredJournal.LINES,
                StoredJournal.OF_SERVICE,
                StoredOperations.OPERATIONS,
                StoredOperations.ACTIVE,
                StoredOperations.IDEMPOTENCY,
                StoredHooks.HOOKS,
                StoredHooks.OF_SERVICE,
                StoredPlatform.IDENTITY);
        KeyValueStore store = KeyValueStore.open(folder, tables);
        StoredHooks.requireKeys(store, cipher);
        return new StoredDeployments(store, cipher, clock);
    }

    /** @param keep how many backups are kept in the folder, this one among them */
    public StoreBackup backUp(Path folder, int keep) {
        return Guarded.call(() -> store.backUp(folder, keep));
    }

    public StoredPlatform platform() {
        return platform;
    }

    /**
     * Deletes what is over and beyond the policy.
     *
     * @return how many records were deleted
     */
    public int prune(RetentionPolicy policy) {
        return Guarded.call(() -> {
            Pruning pruning = new Pruning(store, codec, hooks, policy, clock.instant());
            services().forEach(pruning::service);
            pruning.journal();
            return pruning.sum();
        });
    }

    /** Encrypts with the newest key what it did not encrypt, and returns how many secrets those were. */
    public int reencrypt() {
        return Guarded.call(hooks::reencrypt);
    }

    /** Operations on what was deployed; they are closed with this. */
    public OperationRepository operations() {
        return operations;
    }

    /** Hooks of services; they are closed with this. */
    public HookRepository hooks() {
        return hooks;
    }

    @Override
    public void onChange(Runnable listener) {
        store.onWrite(listener);
    }

    @Override
    public long revision() {
        return Guarded.call(store::revision);
    }

    @Override
    public Deployment append(
            String service, @Nullable RequestKey key, String event, int above, IntFunction<Deployment> factory) {
        return Guarded.call(() -> {
            Deployment deployment = factory.apply(nextVersion(service, above));
            Batch batch = put(new Batch(), deployment);
            keys.put(batch, service, key, deployment.id().version());
            journal.write(batch, sequence -> JournalLine.accepted(sequence, event, deployment));
            return deployment;
        });
    }

    @Override
    public int nextVersion(String service, int above) {
        return Guarded.call(() -> Math.max(lastVersion(service), above) + 1);
    }

    private int lastVersion(String service) {
        return store.last(DEPLOYMENTS, KeyRange.prefix(DeploymentKeys.service(service)))
                .map(last -> DeploymentKeys.deployment(last.key()).version())
                .or(() -> store.get(NUMBERS, DeploymentKeys.name(service))
                        .map(number -> ByteBuffer.wrap(number).getInt()))
                .orElse(0);
    }

    @Override
    public void save(Deployment deployment) {
        Guarded.call(() -> {
            store.write(put(new Batch(), deployment));
            return deployment;
        });
    }

    private Batch put(Batch batch, Deployment deployment) {
        byte[] key = DeploymentKeys.deployment(deployment.id());
        batch.put(DEPLOYMENTS, key, codec.encode(deployment));
        boolean active = deployment.serving() || !deployment.state().isFinal();
        return active ? batch.put(ACTIVE, key, PRESENT) : batch.delete(ACTIVE, key);
    }

    @Override
    public Optional<Deployment> find(ReleaseId id) {
        return Guarded.call(
                () -> store.get(DEPLOYMENTS, DeploymentKeys.deployment(id)).map(codec::deployment));
    }

    @Override
    public Optional<Deployment> findByKey(String service, RequestKey key) {
        return Guarded.call(() -> keys.find(service, key).flatMap(version -> find(new ReleaseId(service, version))));
    }

    @Override
    public List<Deployment> history(String service) {
        return Guarded.call(() -> store.list(DEPLOYMENTS, KeyRange.prefix(DeploymentKeys.service(service))).stream()
                .map(entry -> codec.deployment(entry.value()))
                .toList());
    }

    @Override
    public Optional<Deployment> latest(String service) {
        return Guarded.call(() -> store.last(DEPLOYMENTS, KeyRange.prefix(DeploymentKeys.service(service)))
                .map(entry -> codec.deployment(entry.value())));
    }

    @Override
    public List<Deployment> serving(String service) {
        return Guarded.call(() -> active(KeyRange.prefix(DeploymentKeys.service(service))).stream()
                .filter(Deployment::serving)
                .toList());
    }

    @Override
    public List<Deployment> serving() {
        return Guarded.call(() ->
                active(KeyRange.all()).stream().filter(Deployment::serving).toList());
    }

    /** Goes from the first key of a service to the first of the next, past all of its versions. */
    @Override
    public List<String> services() {
        return Guarded.call(() -> {
            List<String> names = new ArrayList<>();
            Optional<String> next = firstService(KeyRange.all());
            while (next.isPresent()) {
                names.add(next.get());
                next = firstService(new KeyRange(DeploymentKeys.after(next.get()), null));
            }
            return names;
        });
    }

    private Optional<String> firstService(KeyRange range) {
        List<String> first = new ArrayList<>(1);
        store.scan(DEPLOYMENTS, range, Order.ASCENDING, (key, value) -> {
            first.add(DeploymentKeys.deployment(key).service());
            return false;
        });
        return first.stream().findFirst();
    }

    @Override
    public List<Deployment> unfinished() {
        return Guarded.call(() -> active(KeyRange.all()).stream()
                .filter(deployment -> !deployment.state().isFinal())
                .toList());
    }

    private List<Deployment> active(KeyRange range) {
        return store.list(ACTIVE, range).stream()
                .flatMap(entry -> find(DeploymentKeys.deployment(entry.key())).stream())
                .toList();
    }

    @Override
    public List<Deployment> newest(@Nullable String service, int limit) {
        return Guarded.call(() -> {
            List<Deployment> newest = new ArrayList<>();
            if (service == null) {
                journal.newest(line -> {
                    deploymentOf(line).ifPresent(newest::add);
                    return newest.size() < limit;
                });
            } else {
                KeyRange range = KeyRange.prefix(DeploymentKeys.service(service));
                store.scan(DEPLOYMENTS, range, Order.DESCENDING, (key, value) -> {
                    newest.add(codec.deployment(value));
                    return newest.size() < limit;
                });
            }
            return newest;
        });
    }

    private Optional<Deployment> deploymentOf(JournalLine line) {
        return line.madeVersion() && line.version() != null
                ? find(new ReleaseId(line.service(), line.version()))
                : Optional.empty();
    }

    @Override
    public List<JournalLine> journal(@Nullable String service, @Nullable Long after, int limit) {
        return Guarded.call(() -> journal.read(service, after, limit));
    }

    @Override
    public void intervene(ReleaseId id, Intervention wanted, Requester requester) {
        Guarded.call(() -> {
            String event = wanted.name().toLowerCase(Locale.ROOT);
            journal.write(
                    new Batch()
                            .put(INTERVENTIONS, DeploymentKeys.deployment(id), event.getBytes(StandardCharsets.UTF_8)),
                    sequence -> new JournalLine(
                            sequence, event, id.service(), id.version(), clock.instant(), null, requester));
            return id;
        });
    }

    @Override
    public Optional<Intervention> intervention(ReleaseId id) {
        return Guarded.call(() -> store.get(INTERVENTIONS, DeploymentKeys.deployment(id))
                .map(event -> new String(event, StandardCharsets.UTF_8))
                .map(event -> Intervention.valueOf(event.toUpperCase(Locale.ROOT))));
    }

    @Override
    public void keepRepair(ReleaseId id, String part, String detail) {
        Guarded.run(() -> journal.write(
                new Batch(), sequence -> JournalLine.repair(sequence, id, clock.instant(), part, detail)));
    }

    @Override
    public void beginRemoval(String service, Requester requester) {
        Guarded.run(() -> {
            synchronized (removals) {
                byte[] name = DeploymentKeys.name(service);
                Optional<byte[]> kept = store.get(REMOVALS, name);
                if (kept.isPresent() && kept.get().length > 0) {
                    store.write(new Batch().put(REMOVALS, name, PRESENT));
                }
                if (kept.isEmpty()) {
                    journal.write(
                            new Batch().put(REMOVALS, name, PRESENT),
                            sequence -> new JournalLine(
                                    sequence, "delete", service, null, clock.instant(), null, requester));
                }
            }
        });
    }

    @Override
    public boolean isListed(String service) {
        return Guarded.call(() -> store.get(REMOVALS, DeploymentKeys.name(service))
                .filter(record -> !Arrays.equals(record, UNLISTED))
                .isPresent());
    }

    @Override
    public Optional<Entry> unlisting(String service) {
        return Guarded.call(() -> store.get(REMOVALS, DeploymentKeys.name(service))
                .flatMap(record -> RemovalRecords.entry(service, record)));
    }

    @Override
    public void beginUnlisting(String service, @Nullable Entry entry) {
        Guarded.run(
                () -> store.write(new Batch().put(REMOVALS, DeploymentKeys.name(service), RemovalRecords.of(entry))));
    }

    @Override
    public void unlisted(String service) {
        Guarded.run(() -> {
            synchronized (removals) {
                byte[] name = DeploymentKeys.name(service);
                store.get(REMOVALS, name)
                        .filter(RemovalRecords::isUnlisting)
                        .ifPresent(record -> store.write(new Batch().put(REMOVALS, name, UNLISTED)));
            }
        });
    }

    @Override
    public List<String> removals() {
        return Guarded.call(() -> store.list(REMOVALS, KeyRange.all()).stream()
                .map(io.paz.store.Entry::key)
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toList());
    }

    @Override
    public void endRemoval(String service) {
        Guarded.call(() -> {
            Batch batch = new Batch().delete(REMOVALS, DeploymentKeys.name(service));
            active(KeyRange.prefix(DeploymentKeys.service(service)))
                    .forEach(deployment -> put(batch, over(deployment.retired())));
            operations.endAll(batch, service, operation -> operation.superseded(DELETED, clock.instant()));
            hooks.deleteAll(batch, service);
            return service;
        });
    }

    private Deployment over(Deployment deployment) {
        return deployment.state().isFinal() ? deployment : deployment.superseded(DELETED, clock.instant());
    }

    @Override
    public void close() {
        store.close();
    }
}
