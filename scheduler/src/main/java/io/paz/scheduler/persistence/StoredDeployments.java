package io.paz.scheduler.persistence;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.deployment.RepositoryUnavailable;
import io.paz.scheduler.deployment.release.ReleaseId;
import io.paz.store.Batch;
import io.paz.store.DiskFullException;
import io.paz.store.Entry;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import io.paz.store.Order;
import io.paz.store.StoreException;
import io.paz.store.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deployments, their journal and what is under way, each write one synced batch. Versions and journal positions are the highest key
 * plus one, never a time.
 */
public final class StoredDeployments implements DeploymentRepository, AutoCloseable {

    private static final Table DEPLOYMENTS = new Table("deployments");
    private static final Table ACTIVE = new Table("active");
    private static final Table JOURNAL = new Table("journal");
    private static final Table JOURNAL_OF_SERVICE = new Table("journal-of-service");
    private static final Table IDEMPOTENCY = new Table("idempotency");
    private static final Table REMOVALS = new Table("removals");
    private static final byte[] PRESENT = {};

    private final KeyValueStore store;
    private final Clock clock;
    private final DeploymentCodec codec = new DeploymentCodec();
    private final Object journalOrder = new Object();

    private StoredDeployments(KeyValueStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public static StoredDeployments open(Path folder, Clock clock) {
        Set<Table> tables = Set.of(DEPLOYMENTS, ACTIVE, JOURNAL, JOURNAL_OF_SERVICE, IDEMPOTENCY, REMOVALS);
        return new StoredDeployments(KeyValueStore.open(folder, tables), clock);
    }

    @Override
    public Deployment append(String service, @Nullable String key, IntFunction<Deployment> factory) {
        return guarded(() -> {
            Deployment deployment = factory.apply(nextVersion(service));
            Batch batch = put(new Batch(), deployment);
            if (key != null) {
                byte[] version = ByteBuffer.allocate(Integer.BYTES)
                        .putInt(deployment.id().version())
                        .array();
                batch.put(IDEMPOTENCY, DeploymentKeys.idempotency(service, key), version);
            }
            writeWithJournal(
                    batch,
                    sequence -> new JournalLine(
                            sequence,
                            "deploy",
                            service,
                            deployment.id().version(),
                            deployment.createdAt(),
                            deployment.release().config()));
            return deployment;
        });
    }

    private int nextVersion(String service) {
        return store.last(DEPLOYMENTS, KeyRange.prefix(DeploymentKeys.service(service)))
                .map(last -> DeploymentKeys.deployment(last.key()).version() + 1)
                .orElse(1);
    }

    private void writeWithJournal(Batch batch, LongFunction<JournalLine> line) {
        synchronized (journalOrder) {
            long sequence = store.last(JOURNAL, KeyRange.all())
                    .map(last -> DeploymentKeys.sequence(last.key()) + 1)
                    .orElse(1L);
            JournalLine entry = line.apply(sequence);
            batch.put(JOURNAL, DeploymentKeys.sequence(sequence), codec.encode(entry));
            batch.put(JOURNAL_OF_SERVICE, DeploymentKeys.sequence(entry.service(), sequence), PRESENT);
            store.write(batch);
        }
    }

    @Override
    public void save(Deployment deployment) {
        guarded(() -> {
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
        return guarded(
                () -> store.get(DEPLOYMENTS, DeploymentKeys.deployment(id)).map(codec::deployment));
    }

    @Override
    public Optional<Deployment> findByKey(String service, String key) {
        return guarded(() -> store.get(IDEMPOTENCY, DeploymentKeys.idempotency(service, key))
                .flatMap(version ->
                        find(new ReleaseId(service, ByteBuffer.wrap(version).getInt()))));
    }

    @Override
    public List<Deployment> history(String service) {
        return guarded(() -> store.list(DEPLOYMENTS, KeyRange.prefix(DeploymentKeys.service(service))).stream()
                .map(entry -> codec.deployment(entry.value()))
                .toList());
    }

    @Override
    public Optional<Deployment> latest(String service) {
        return guarded(() -> store.last(DEPLOYMENTS, KeyRange.prefix(DeploymentKeys.service(service)))
                .map(entry -> codec.deployment(entry.value())));
    }

    @Override
    public List<Deployment> serving(String service) {
        return guarded(() -> active(KeyRange.prefix(DeploymentKeys.service(service))).stream()
                .filter(Deployment::serving)
                .toList());
    }

    @Override
    public List<Deployment> unfinished() {
        return guarded(() -> active(KeyRange.all()).stream()
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
        return guarded(() -> {
            List<Deployment> newest = new ArrayList<>();
            if (service == null) {
                store.scan(JOURNAL, KeyRange.all(), Order.DESCENDING, (key, value) -> {
                    deploymentOf(codec.journalLine(value)).ifPresent(newest::add);
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
        return line.version() == null ? Optional.empty() : find(new ReleaseId(line.service(), line.version()));
    }

    @Override
    public List<JournalLine> journal(@Nullable String service, @Nullable Long after, int limit) {
        return guarded(() -> {
            List<JournalLine> lines = new ArrayList<>();
            Table table = service == null ? JOURNAL : JOURNAL_OF_SERVICE;
            Order order = after == null ? Order.DESCENDING : Order.ASCENDING;
            store.scan(table, linesAfter(service, after == null ? 0 : after), order, (key, value) -> {
                lines.add(line(DeploymentKeys.sequence(key)));
                return lines.size() < limit;
            });
            lines.sort(Comparator.comparingLong(JournalLine::sequence));
            return lines;
        });
    }

    private static KeyRange linesAfter(@Nullable String service, long after) {
        return service == null
                ? new KeyRange(DeploymentKeys.sequence(after + 1), null)
                : new KeyRange(
                        DeploymentKeys.sequence(service, after + 1),
                        KeyRange.prefix(DeploymentKeys.service(service)).to());
    }

    private JournalLine line(long sequence) {
        return store.get(JOURNAL, DeploymentKeys.sequence(sequence))
                .map(codec::journalLine)
                .orElseThrow(() -> new IllegalStateException("journal line " + sequence + " is missing"));
    }

    @Override
    public void beginRemoval(String service) {
        guarded(() -> {
            byte[] name = DeploymentKeys.name(service);
            if (store.get(REMOVALS, name).isEmpty()) {
                writeWithJournal(
                        new Batch().put(REMOVALS, name, PRESENT),
                        sequence -> new JournalLine(sequence, "delete", service, null, clock.instant(), null));
            }
            return service;
        });
    }

    @Override
    public List<String> removals() {
        return guarded(() -> store.list(REMOVALS, KeyRange.all()).stream()
                .map(Entry::key)
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toList());
    }

    @Override
    public void endRemoval(String service) {
        guarded(() -> {
            Batch batch = new Batch().delete(REMOVALS, DeploymentKeys.name(service));
            serving(service).forEach(deployment -> put(batch, deployment.retired()));
            store.write(batch);
            return service;
        });
    }

    private static <T> T guarded(Supplier<T> action) {
        try {
            return action.get();
        } catch (StoreException e) {
            throw new RepositoryUnavailable(String.valueOf(e.getMessage()), e instanceof DiskFullException, e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
