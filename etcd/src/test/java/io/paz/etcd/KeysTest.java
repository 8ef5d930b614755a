package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private static final EtcdServer SERVER = EtcdServer.unstarted();
    private static EtcdConnection connection;
    private static Keys keys;

    @BeforeAll
    static void start(@TempDir Path data) {
        SERVER.start(data.resolve("etcd"));
        connection = EtcdConnection.open(SERVER.endpoints());
        keys = connection.keys();
    }

    @AfterAll
    static void stop() {
        connection.close();
        SERVER.close();
    }

    @BeforeEach
    void empty() throws Exception {
        keys.deletePrefix("/paz/").get();
    }

    @Test
    void listsWhatWasPutInOrder() throws Exception {
        keys.put("/paz/services/web/10/1", "10.0.0.1:80").get();
        keys.put("/paz/services/web/1/1", "10.0.0.1:81").get();
        keys.put("/paz/services/websocket/1/1", "10.0.0.1:82").get();
        keys.put("/paz/config/domain", "héllo ☃\n").get();

        assertThat(keys.list("/paz/services/web/").get())
                .containsExactly(
                        Map.entry("/paz/services/web/1/1", "10.0.0.1:81"),
                        Map.entry("/paz/services/web/10/1", "10.0.0.1:80"));
        assertThat(keys.list("/paz/config/").get()).containsExactly(Map.entry("/paz/config/domain", "héllo ☃\n"));
    }

    @Test
    void deletesOneKeyAndAllBelowAPrefix() throws Exception {
        keys.put("/paz/a/1", "1").get();
        keys.put("/paz/a/2", "2").get();
        keys.put("/paz/ab", "3").get();

        keys.delete("/paz/a/1").get();
        keys.delete("/paz/none").get();
        assertThat(keys.list("/paz/").get().keySet()).containsExactly("/paz/a/2", "/paz/ab");

        keys.deletePrefix("/paz/a/").get();
        assertThat(keys.list("/paz/").get().keySet()).containsExactly("/paz/ab");
    }

    @Test
    void appliesAllChangesInOneTransaction() throws Exception {
        keys.put("/paz/old", "1").get();

        keys.apply(List.of(Change.put("/paz/new", "2"), Change.delete("/paz/old")))
                .get();

        assertThat(keys.list("/paz/").get()).containsExactly(Map.entry("/paz/new", "2"));
    }

    @Test
    void aTransactionThatEtcdRefusesChangesNothing() throws Exception {
        List<Change> keyTwice = List.of(Change.put("/paz/a", "1"), Change.put("/paz/a", "2"));

        assertThatThrownBy(() -> keys.apply(keyTwice).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(EtcdCallException.class)
                .hasMessageContaining("duplicate key given in txn request");
        assertThat(keys.list("/paz/").get()).isEmpty();
    }

    @Test
    void appliesNoChangesAndRefusesTooMany() throws Exception {
        keys.apply(List.of()).get();
        List<Change> tooMany = IntStream.range(0, 129)
                .mapToObj(i -> Change.put("/paz/" + i, ""))
                .toList();

        assertThatThrownBy(() -> keys.apply(tooMany))
                .hasMessage("changes: 129 (expected: at most 128 in one transaction)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "paz/a", "/paz//a", "/paz/a/", "//"})
    void refusesAKeyWithAnEmptyName(String key) {
        assertThatThrownBy(() -> keys.put(key, ""))
                .hasMessage("key: \"" + key + "\" (expected: to start with /, with a name after each /)");
        assertThatThrownBy(() -> Change.delete(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"''", "/", "paz/", "/paz", "/paz//", "/paz/services//"})
    void refusesToDeleteBelowAPrefixWithAnEmptyName(String prefix) {
        assertThatThrownBy(() -> keys.deletePrefix(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("prefix: \"" + prefix + "\"");
    }

    @Test
    void aCallEndsInTimeWhenEtcdIsNotThere() throws Exception {
        EtcdServer nowhere = EtcdServer.unstarted();
        try (EtcdConnection lonely = EtcdConnection.open(nowhere.endpoints())) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> lonely.keys().put("/paz/a", "1").get())
                    .hasCauseInstanceOf(EtcdCallException.class)
                    .hasMessageContaining("etcd at " + nowhere.endpoints() + " could not put /paz/a");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void callsGoOnAfterEtcdCameBack(@TempDir Path data) throws Exception {
        EtcdServer restarted = EtcdServer.unstarted().start(data.resolve("etcd"));
        try (restarted;
                EtcdConnection patient = EtcdConnection.open(restarted.endpoints())) {
            patient.keys().put("/paz/a", "1").get();
            restarted.kill();
            assertThatThrownBy(() -> patient.keys().put("/paz/a", "2").get())
                    .hasCauseInstanceOf(EtcdCallException.class);
            restarted.start(data.resolve("etcd"));

            Await.until("a put succeeds again", Duration.ofSeconds(10), () -> succeeds(patient));
            assertThat(patient.keys().list("/paz/").get()).containsExactly(Map.entry("/paz/a", "3"));
        }
    }

    private static boolean succeeds(EtcdConnection connection) {
        return !connection
                .keys()
                .put("/paz/a", "3")
                .handle((done, failure) -> failure != null)
                .join();
    }
}
