package io.paz.haproxy.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishLoopTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Remembers what it was to take over; refuses what its test says. */
    private final class Recorder implements LoadBalancer {
        private final List<String> reloads = new CopyOnWriteArrayList<>();
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile int refusals;
        private volatile boolean running = true;

        @Override
        public void check(Path mainFile) {
            if (read(mainFile).contains("bad")) {
                throw new RefusedException("it is bad");
            }
        }

        @Override
        public Reload reload() {
            reloads.add(read(folder.resolve("main.cfg")));
            if (reloads.get(0).equals("slow")) {
                awaitGoOn();
            }
            if (refusals > 0) {
                refusals--;
                throw new RefusedException("not now");
            }
            return running ? Reload.TAKEN : Reload.NOT_RUNNING;
        }

        @Override
        public int reportOldProcesses() {
            return 0;
        }

        private void awaitGoOn() {
            Await.until("the test lets it go on", SOON, () -> goOn.getCount() == 0);
        }
    }

    @TempDir
    Path folder;

    private final Recorder loadBalancer = new Recorder();
    private Publisher publisher;
    private PublishLoop loop;

    private void start() {
        publisher = new Publisher(folder, "main.cfg", loadBalancer, new RecordedProxy(), Clock.systemUTC());
        loop = new PublishLoop(PublishLoopTest::render, publisher, Duration.ofMillis(20));
        loop.start();
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private static SortedMap<String, String> render(SortedMap<String, String> keys) {
        if (keys.containsKey("unrenderable")) {
            throw new IllegalArgumentException("main.tmpl:3: no");
        }
        if (keys.containsKey("overflowing")) {
            throw new StackOverflowError();
        }
        return new TreeMap<>(Map.of("main.cfg", String.join(" ", keys.keySet()), "a.map", "fixed"));
    }

    private void offer(String... keys) {
        SortedMap<String, String> tree = new TreeMap<>();
        for (String key : keys) {
            tree.put(key, "");
        }
        loop.offer(tree);
    }

    @Test
    void aBurstBecomesTwoReloads() {
        start();
        offer("slow");
        Await.until("the first is under way", SOON, () -> loadBalancer.reloads.size() == 1);
        for (int i = 0; i < 100; i++) {
            offer("key-" + i);
        }
        loadBalancer.goOn.countDown();

        Await.until("the last is published", SOON, () -> read(folder.resolve("main.cfg"))
                .equals("key-99"));
        Await.until("and taken over", SOON, () -> !publisher.status().reloadDue());
        assertThat(loadBalancer.reloads).containsExactly("slow", "key-99");
    }

    @Test
    void whatIsUnchangedIsNotReloaded() {
        start();
        offer("one");
        Await.until("it is taken over", SOON, () -> publisher.status().lastSuccess() != null);
        var first = publisher.status().lastSuccess();
        offer("one");
        Await.until(
                "it is looked at", SOON, () -> publisher.status().lastSuccess().isAfter(first));
        assertThat(loadBalancer.reloads).containsExactly("one");
    }

    @Test
    void aRefusedReloadIsTriedAgainWithoutAnotherChange() {
        loadBalancer.refusals = 2;
        start();
        offer("one");
        Await.until("it is taken over at last", SOON, () -> publisher.status().lastSuccess() != null);
        assertThat(loadBalancer.reloads).containsExactly("one", "one", "one");
        assertThat(publisher.status().failure()).isNull();
    }

    @Test
    void anErrorThatNobodyExpectedDoesNotEndThePublishing() {
        start();
        offer("overflowing");
        offer("one");
        Await.until(
                "the next keys are published", SOON, () -> publisher.status().lastSuccess() != null);
        assertThat(loadBalancer.reloads).containsExactly("one");
    }

    @Test
    void aBadConfigurationIsNeverInPlace() {
        start();
        offer("good");
        Await.until("it is taken over", SOON, () -> publisher.status().lastSuccess() != null);
        for (String reason : List.of("bad", "unrenderable")) {
            offer(reason);
            String expected = reason.equals("bad") ? "it is bad" : "rendering failed: main.tmpl:3: no";
            Await.until(
                    expected,
                    SOON,
                    () -> publisher.status().failure() != null
                            && publisher.status().failure().reason().equals(expected));
            assertThat(read(folder.resolve("main.cfg"))).isEqualTo("good");
        }
        assertThat(loadBalancer.reloads).containsExactly("good");
        offer("good", "two");
        Await.until(
                "the next good one is taken over",
                SOON,
                () -> publisher.status().failure() == null);
        assertThat(loadBalancer.reloads).containsExactly("good", "good two");
    }

    @Test
    void filesWrittenWhileNothingRunsAreTakenOverOnceItDoes() {
        loadBalancer.running = false;
        start();
        offer("one");
        Await.until("the files are written", SOON, () -> publisher.status().lastSuccess() != null);
        assertThat(publisher.status().failure()).isNull();
        assertThat(publisher.status().reloadDue()).isTrue();
        loadBalancer.running = true;
        Await.until("it is taken over", SOON, () -> !publisher.status().reloadDue());
    }

    @Test
    void aFolderThatCannotBeWrittenIsAFailureWithItsReason() throws Exception {
        Files.writeString(folder.resolve(".staged"), "a file where a folder should be");
        start();
        offer("one");
        Await.until("the failure is shown", SOON, () -> publisher.status().failure() != null);
        assertThat(publisher.status().failure().reason())
                .startsWith("the files could not be written: ")
                .contains(".staged");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
