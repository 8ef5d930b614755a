package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What certificates, users and roles cost a part of Paz: writes to an etcd with them and to a plain one take turns, so that both see the same machine. For
 * {@code bench/run etcd-tls}; no test of the gate.
 */
final class TlsCost {

    private static final int ROUNDS = Integer.getInteger("paz.etcd.rounds", 300);
    private static final int WARM_UP = 200;
    /** Writes that are under way at once, for the throughput. */
    private static final int TOGETHER = 16;

    private static final int BATCHES = 20;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String KEY = "/paz/config/services/bench/visibility";

    @TempDir
    private Path folder;

    @Test
    void costs() throws Exception {
        try (EtcdServer plain = EtcdServer.unstarted().start(folder.resolve("plain"));
                SecureEtcd secure = SecureEtcd.start(folder.resolve("secure"));
                Side without = new Side(EtcdAccess.plain(plain.endpoints()), EtcdAccess.plain(plain.endpoints()));
                Side with = new Side(secure.access("scheduler"), secure.access("confd"))) {
            takeTurns(WARM_UP, without, with);
            without.clear();
            with.clear();
            takeTurns(ROUNDS, without, with);
            for (int batch = 0; batch < BATCHES; batch++) {
                without.writeMany(batch);
                with.writeMany(batch);
            }
            System.out.printf(
                    Locale.ROOT,
                    "etcd over TLS: a write seen by another part, median of %d: plain %.2f ms, TLS and roles %.2f ms; 95 of 100 %.2f, %.2f ms;"
                            + " writes a second, %d at once: plain %.0f, TLS and roles %.0f%n",
                    ROUNDS,
                    without.millis(0.5),
                    with.millis(0.5),
                    without.millis(0.95),
                    with.millis(0.95),
                    TOGETHER,
                    without.rate(),
                    with.rate());
        }
    }

    private static void takeTurns(int rounds, Side one, Side other) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            one.write("value-" + round);
            other.write("value-" + round);
        }
    }

    /** Two parts of Paz at one etcd: one writes, the other one waits to see it. */
    private static final class Side implements AutoCloseable {

        private final EtcdConnection writer;
        private final EtcdConnection reader;
        private final KeyTree tree;
        private final BlockingQueue<String> seen = new ArrayBlockingQueue<>(10_000);
        private final List<Long> nanos = new ArrayList<>();
        private final List<Long> batches = new ArrayList<>();

        Side(EtcdAccess writer, EtcdAccess reader) {
            this.writer = EtcdConnection.open(writer);
            this.reader = EtcdConnection.open(reader);
            this.tree = this.reader.watch("/paz/");
            tree.subscribe(snapshot -> {
                String value = snapshot.entries().get(KEY);
                if (value != null) {
                    seen.add(value);
                }
            });
            Await.until("the view is there", TIMEOUT, () -> !tree.snapshot().stale());
        }

        void write(String value) throws InterruptedException {
            long start = System.nanoTime();
            writer.keys().put(KEY, value).join();
            String read = seen.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            while (read != null && !read.equals(value)) {
                read = seen.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
            nanos.add(System.nanoTime() - start);
            assertThat(read).isEqualTo(value);
        }

        void writeMany(int batch) {
            long start = System.nanoTime();
            CompletableFuture.allOf(IntStream.range(0, TOGETHER)
                            .mapToObj(number -> writer.keys()
                                    .put("/paz/config/services/bench-" + number + "/visibility", "batch-" + batch))
                            .toArray(CompletableFuture[]::new))
                    .join();
            batches.add(System.nanoTime() - start);
        }

        void clear() {
            nanos.clear();
        }

        double millis(double rank) {
            return nanos.stream()
                            .sorted()
                            .skip((long) (rank * (nanos.size() - 1)))
                            .findFirst()
                            .orElseThrow()
                    / NANOS_PER_MILLI;
        }

        double rate() {
            long median = batches.stream()
                    .sorted()
                    .skip(batches.size() / 2)
                    .findFirst()
                    .orElseThrow();
            return TOGETHER * NANOS_PER_MILLI * 1_000 / median;
        }

        @Override
        public void close() {
            tree.close();
            reader.close();
            writer.close();
        }
    }
}
