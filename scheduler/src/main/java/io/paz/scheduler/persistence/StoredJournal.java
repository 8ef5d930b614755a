package io.paz.scheduler.persistence;

import io.paz.scheduler.deployment.JournalLine;
import io.paz.store.Batch;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import io.paz.store.Order;
import io.paz.store.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The journal of all services. A line is written in one batch with what it records. */
final class StoredJournal {

    static final Table LINES = new Table("journal");
    static final Table OF_SERVICE = new Table("journal-of-service");
    private static final byte[] PRESENT = {};

    private final KeyValueStore store;
    private final DeploymentCodec codec;
    private final Object order = new Object();

    StoredJournal(KeyValueStore store, DeploymentCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /** @param line made for its position */
    void write(Batch batch, LongFunction<JournalLine> line) {
        synchronized (order) {
            long sequence = store.last(LINES, KeyRange.all())
                    .map(last -> DeploymentKeys.sequence(last.key()) + 1)
                    .orElse(1L);
            JournalLine entry = line.apply(sequence);
            batch.put(LINES, DeploymentKeys.sequence(sequence), codec.encode(entry));
            batch.put(OF_SERVICE, DeploymentKeys.sequence(entry.service(), sequence), PRESENT);
            store.write(batch);
        }
    }

    /** Newest first, for as long as the visitor wants more. */
    void newest(Predicate<JournalLine> visitor) {
        store.scan(LINES, KeyRange.all(), Order.DESCENDING, (key, value) -> visitor.test(codec.journalLine(value)));
    }

    List<JournalLine> read(@Nullable String service, @Nullable Long after, int limit) {
        List<JournalLine> lines = new ArrayList<>();
        Table table = service == null ? LINES : OF_SERVICE;
        Order direction = after == null ? Order.DESCENDING : Order.ASCENDING;
        store.scan(table, linesAfter(service, after == null ? 0 : after), direction, (key, value) -> {
            line(DeploymentKeys.sequence(key)).ifPresent(lines::add);
            return lines.size() < limit;
        });
        lines.sort(Comparator.comparingLong(JournalLine::sequence));
        return lines;
    }

    private static KeyRange linesAfter(@Nullable String service, long after) {
        return service == null
                ? new KeyRange(DeploymentKeys.sequence(after + 1), null)
                : new KeyRange(
                        DeploymentKeys.sequence(service, after + 1),
                        KeyRange.prefix(DeploymentKeys.service(service)).to());
    }

    /** Empty when it was deleted since its place was read. */
    private Optional<JournalLine> line(long sequence) {
        return store.get(LINES, DeploymentKeys.sequence(sequence)).map(codec::journalLine);
    }
}
