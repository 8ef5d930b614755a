package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An etcd that somebody filled with more than Paz ever writes. */
final class LargeStoreTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final EtcdServer SERVER = EtcdServer.unstarted();
    private static EtcdConnection connection;
    private static Keys keys;

    @BeforeAll
    static void start(@TempDir Path data) {
        SERVER.start(data.resolve("etcd"));
        connection = EtcdConnection.open(SERVER.endpoints(), new EtcdOptions(SOON, SOON, SOON, Clock.systemUTC()));
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

    /** Sixty of these, read as they are, ended the program. */
    @Test
    void values_that_are_too_large_are_read_as_their_size() throws Exception {
        String large = "x".repeat(1_400_000);
        for (int i = 0; i < 7; i++) {
            keys.put("/paz/large/" + i, large).get();
        }
        keys.put("/paz/small", "1").get();

        SortedMap<String, String> entries = keys.list("/paz/").get();

        assertThat(entries).hasSize(8).containsEntry("/paz/small", "1");
        assertThat(entries.subMap("/paz/large/", "/paz/large0").values()).containsOnly("(1400000 bytes)");
        try (KeyTree tree = connection.watch("/paz/")) {
            Await.until(
                    "the view has them", SOON, () -> tree.snapshot().entries().equals(entries));
            keys.put("/paz/small", large).get();
            Await.until("the view has the last one", SOON, () -> "(1400000 bytes)"
                    .equals(tree.snapshot().entries().get("/paz/small")));
        }
    }

    @Test
    void keys_that_are_too_long_are_left_out() throws Exception {
        keys.put("/paz/" + "k".repeat(10_000), "1").get();
        keys.put("/paz/short", "1").get();

        assertThat(keys.list("/paz/").get()).containsExactly(Map.entry("/paz/short", "1"));
    }

    @Test
    void a_listing_of_several_pages_is_whole() throws Exception {
        int pages = PagedListing.PAGE_KEYS / Keys.MAX_CHANGES + 1;
        for (int page = 0; page < pages; page++) {
            int first = page * Keys.MAX_CHANGES;
            keys.apply(IntStream.range(first, first + Keys.MAX_CHANGES)
                            .mapToObj(i -> Change.put("/paz/many/" + i, String.valueOf(i)))
                            .toList())
                    .get();
        }

        SortedMap<String, String> entries = keys.list("/paz/many/").get();

        assertThat(entries).hasSize(pages * Keys.MAX_CHANGES).hasSizeGreaterThan(PagedListing.PAGE_KEYS);
        assertThat(entries).allSatisfy((key, value) -> assertThat(key).isEqualTo("/paz/many/" + value));
    }
}
