package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.etcd.jetcd.ByteSequence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class KeyTreeTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration LOST_STORE_TIMEOUT = Duration.ofMillis(2100);
    private static final EtcdOptions QUICK =
            new EtcdOptions(Duration.ofSeconds(2), Duration.ofMillis(700), LOST_STORE_TIMEOUT, Clock.systemUTC());

    @TempDir
    Path folder;

    private final EtcdServer server = EtcdServer.unstarted();
    private EtcdConnection connection;
    private KeyTree tree;

    @BeforeEach
    void open() {
        connection = EtcdConnection.open(server.endpoints(), QUICK);
    }

    @AfterEach
    void close() {
        connection.close();
        server.close();
    }

    @Test
    void showsWhatIsThereAndEveryChangeAtOnce() throws Exception {
        startWith(Map.of("/paz/a", "1", "/other", "x"));
        List<Snapshot> seen = new CopyOnWriteArrayList<>();
        tree.subscribe(seen::add);

        put("/paz/b", "2");
        awaitEntries(Map.of("/paz/a", "1", "/paz/b", "2"));
        connection.keys().delete("/paz/a").get();
        awaitEntries(Map.of("/paz/b", "2"));

        assertThat(seen)
                .extracting(Snapshot::entries)
                .containsExactly(
                        new TreeMap<>(Map.of("/paz/a", "1")),
                        new TreeMap<>(Map.of("/paz/a", "1", "/paz/b", "2")),
                        new TreeMap<>(Map.of("/paz/b", "2")));
        assertThat(seen).extracting(Snapshot::revision).isSorted();
        assertThat(seen).noneMatch(Snapshot::stale);
    }

    @Test
    void showsTheChangesOfATransactionTogether() throws Exception {
        startWith(Map.of("/paz/a", "0", "/paz/b", "0"));
        List<Snapshot> seen = new CopyOnWriteArrayList<>();
        tree.subscribe(seen::add);

        for (int round = 1; round <= 500; round++) {
            String value = Integer.toString(round);
            connection
                    .keys()
                    .apply(List.of(Change.put("/paz/a", value), Change.put("/paz/b", value)))
                    .get();
        }

        awaitEntries(Map.of("/paz/a", "500", "/paz/b", "500"));
        assertThat(seen).extracting(Snapshot::entries).allSatisfy(entries -> assertThat(entries.get("/paz/a"))
                .isEqualTo(entries.get("/paz/b")));
    }

    @Test
    void isEmptyAndStaleUntilEtcdIsThere() throws Exception {
        tree = connection.watch("/paz/");
        assertThat(tree.snapshot().known()).isFalse();
        assertThat(tree.snapshot().stale()).isTrue();

        startWith(Map.of("/paz/a", "1"));
        awaitEntries(Map.of("/paz/a", "1"));
        assertThat(tree.snapshot().known()).isTrue();
    }

    @Test
    void keepsItsEntriesMarkedStaleWhileEtcdIsGone() throws Exception {
        startWith(Map.of("/paz/a", "1"));
        Snapshot before = tree.snapshot();
        server.kill();

        await(Snapshot::stale);
        assertThat(tree.snapshot().entries()).isEqualTo(before.entries());
        assertThat(tree.snapshot().since()).isAfterOrEqualTo(before.since());

        server.start(folder.resolve("etcd"));
        await(snapshot -> !snapshot.stale());
        put("/paz/b", "2");
        awaitEntries(Map.of("/paz/a", "1", "/paz/b", "2"));
    }

    @Test
    void missesNothingThatHappenedAndWasCompactedWhileItWasAway() throws Exception {
        startWith(Map.of("/paz/a", "1", "/paz/gone", "1"));
        server.kill();
        await(Snapshot::stale);
        try (EtcdServer elsewhere = EtcdServer.unstarted().start(folder.resolve("etcd"))) {
            writeAndCompact(elsewhere);
        }
        server.start(folder.resolve("etcd"));

        awaitEntries(Map.of("/paz/a", "2", "/paz/b", "99"));
        put("/paz/b", "100");
        awaitEntries(Map.of("/paz/a", "2", "/paz/b", "100"));
    }

    @Test
    void aWatchThatStartsBelowTheCompactedRevisionIsToldSo() throws Exception {
        startWith(Map.of("/paz/a", "1"));
        writeAndCompact(server);

        try (Client client = new Client(EtcdAccess.plain(server.endpoints()), QUICK.callTimeout());
                Session session = new Session(client, "/paz/", 1)) {
            List<Session.Signal> signals = new CopyOnWriteArrayList<>();
            Await.until("the watch breaks", SOON, () -> {
                signals.addAll(next(session));
                return signals.stream().anyMatch(Session.Broken.class::isInstance);
            });
        }
    }

    @Test
    void emptyStoreTakesNothingAwayBeforeWhoLivesHadTimeToAnnounceItself() throws Exception {
        startWith(Map.of("/paz/a", "1", "/paz/b", "1"));
        for (int i = 0; i < 20; i++) {
            put("/paz/a", "1");
        }
        long revisionBefore = tree.snapshot().revision();
        List<Snapshot> seen = new CopyOnWriteArrayList<>();
        List<Long> times = new CopyOnWriteArrayList<>();
        tree.subscribe(snapshot -> {
            if (snapshot.revision() < revisionBefore) {
                times.add(System.nanoTime());
            }
            seen.add(snapshot);
        });
        server.kill();
        server.start(folder.resolve("another"));

        put("/paz/b", "2");
        awaitEntries(Map.of("/paz/b", "2"));

        assertThat(Duration.ofNanos(times.get(times.size() - 1) - times.get(0)))
                .as("time from the first reading of the new store to the end of the missing entry")
                .isGreaterThan(LOST_STORE_TIMEOUT.multipliedBy(2).dividedBy(3));

        assertThat(tree.snapshot().revision()).isLessThan(revisionBefore);
        Snapshot last = seen.remove(seen.size() - 1);
        assertThat(seen).allMatch(snapshot -> snapshot.entries().containsKey("/paz/a"));
        assertThat(last.stale()).isFalse();
        assertThat(seen)
                .as("the new value is shown while the missing entry is still kept")
                .anyMatch(snapshot ->
                        snapshot.stale() && snapshot.entries().equals(Map.of("/paz/a", "1", "/paz/b", "2")));
    }

    @Test
    void logsAnOutageOnceWhenItBeginsAndOnceWhenItEnds() throws Exception {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        try {
            startWith(Map.of("/paz/a", "1"));
            server.kill();
            await(Snapshot::stale);
            EtcdCalls.failing(connection, 10);
            server.start(folder.resolve("etcd"));
            await(snapshot -> !snapshot.stale());
        } finally {
            root.detachAppender(appender);
        }
        assertThat(appender.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        begin -> assertThat(begin).contains("could not").endsWith("; keeping the 1 entries last seen"),
                        end -> assertThat(end).startsWith("etcd available again: 1 entries below /paz/ at revision "));
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        startWith(Map.of("/paz/a", "1"));
        connection.close();

        Await.until(
                "no thread of the view or of jetcd is left", SOON, () -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name -> name.startsWith("etcd-watch") || name.startsWith("jetcd")));
    }

    @Test
    void aClosedSubscriptionHearsNoMoreAndAFailingOneHarmsNobody() throws Exception {
        startWith(Map.of("/paz/a", "1"));
        List<Snapshot> seen = new CopyOnWriteArrayList<>();
        KeyTree.Registration registration = tree.subscribe(seen::add);
        registration.close();
        tree.subscribe(snapshot -> {
            if (snapshot.entries().size() > 1) {
                throw new IllegalStateException("on purpose");
            }
        });

        put("/paz/b", "2");
        awaitEntries(Map.of("/paz/a", "1", "/paz/b", "2"));
        put("/paz/c", "3");
        awaitEntries(Map.of("/paz/a", "1", "/paz/b", "2", "/paz/c", "3"));
        assertThat(seen).hasSize(1);
    }

    private void startWith(Map<String, String> entries) throws Exception {
        server.start(folder.resolve("etcd"));
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            put(entry.getKey(), entry.getValue());
        }
        if (tree == null) {
            tree = connection.watch("/paz/");
        }
        await(snapshot -> !snapshot.stale());
    }

    /** Puts, trying again while etcd elects itself. */
    private void put(String key, String value) {
        Await.until(
                "put " + key, SOON, () -> EtcdCalls.succeeds(connection.keys().put(key, value)));
    }

    private static void writeAndCompact(EtcdServer server) throws Exception {
        try (EtcdConnection connection = EtcdConnection.open(server.endpoints(), QUICK);
                io.etcd.jetcd.Client jetcd = io.etcd.jetcd.Client.builder()
                        .endpoints(server.endpoints())
                        .build()) {
            Keys keys = connection.keys();
            Await.until("put", SOON, () -> EtcdCalls.succeeds(keys.put("/paz/a", "2")));
            keys.delete("/paz/gone").get();
            for (int i = 0; i < 100; i++) {
                keys.put("/paz/b", Integer.toString(i)).get();
            }
            ByteSequence key = ByteSequence.from("/paz/b", StandardCharsets.UTF_8);
            long revision = jetcd.getKVClient().get(key).get().getHeader().getRevision();
            jetcd.getKVClient().compact(revision).get();
        }
    }

    private static List<Session.Signal> next(Session session) {
        try {
            return session.next(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void await(Predicate<Snapshot> condition) {
        Await.until("the view is as expected", SOON, () -> condition.test(tree.snapshot()));
    }

    private void awaitEntries(Map<String, String> entries) {
        Await.until("the view shows " + entries, SOON, () -> tree.snapshot()
                .entries()
                .equals(entries));
        await(snapshot -> !snapshot.stale());
    }
}
