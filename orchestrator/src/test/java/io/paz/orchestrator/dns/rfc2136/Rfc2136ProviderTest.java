package io.paz.orchestrator.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.orchestrator.dns.DnsException;
import io.paz.orchestrator.dns.DnsKeeper;
import io.paz.orchestrator.dns.DnsProvider.StoredRecord;
import io.paz.orchestrator.dns.DnsRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zone on a real name server. */
final class Rfc2136ProviderTest {

    @TempDir
    private static Path folder;

    private static KnotServer knot;

    @BeforeAll
    static void start() throws IOException {
        knot = new KnotServer(folder);
    }

    @AfterAll
    static void stop() {
        knot.close();
    }

    @Test
    void records_are_created_read_and_deleted_and_twice_does_no_harm() {
        Rfc2136Provider provider = provider(KnotServer.KEY);
        DnsRecord address = new DnsRecord("web", "A", "203.0.113.7");
        DnsRecord text = new DnsRecord("_paz.web", "TXT", "managed by paz");
        for (int i = 0; i < 2; i++) {
            provider.create(address).block();
            provider.create(text).block();
        }
        assertThat(provider.records().block())
                .extracting(StoredRecord::record)
                .contains(address, text, new DnsRecord("taken", "A", "203.0.113.9"));
        assertThat(knot.ask("web", "A")).isEqualTo("203.0.113.7");
        assertThat(knot.ask("_paz.web", "TXT")).isEqualTo("\"managed by paz\"");

        for (int i = 0; i < 2; i++) {
            provider.delete(new StoredRecord("", address)).block();
            provider.delete(new StoredRecord("", text)).block();
        }
        assertThat(provider.records().block()).extracting(StoredRecord::record).doesNotContain(address, text);
        assertThat(knot.ask("web", "A")).isEmpty();
    }

    @Test
    void the_keeper_sets_names_and_leaves_those_of_others() {
        DnsKeeper keeper = new DnsKeeper(provider(KnotServer.KEY), Clock.systemUTC());
        SortedSet<String> addresses = new TreeSet<>();
        addresses.add("203.0.113.7");
        addresses.add("203.0.113.8");
        SortedMap<String, SortedSet<String>> names = new TreeMap<>();
        names.put("shop", addresses);
        names.put("taken", addresses);
        keeper.keep(names).block();

        assertThat(knot.ask("shop", "A").lines()).containsExactlyInAnyOrder("203.0.113.7", "203.0.113.8");
        assertThat(knot.ask("taken", "A")).isEqualTo("203.0.113.9");
        assertThat(keeper.status().conflicts()).containsExactly("taken");
        assertThat(keeper.status().problem()).isEmpty();
    }

    @Test
    void a_key_that_the_server_does_not_know_changes_nothing_and_is_reported_without_its_secret() {
        Rfc2136Provider stranger = provider("hmac-sha256:paz:b3RoZXJvdGhlcm90aGVyb3RoZXIxMjM0NTY3OA==");

        assertThatThrownBy(() ->
                        stranger.create(new DnsRecord("x", "A", "203.0.113.7")).block())
                .isInstanceOf(DnsException.class)
                .hasMessageNotContaining("b3RoZXI");
        assertThatThrownBy(() -> stranger.records().block()).isInstanceOf(DnsException.class);
        assertThat(knot.ask("x", "A")).isEmpty();
    }

    @Test
    void a_server_that_is_not_there_is_named() {
        Rfc2136Provider gone = new Rfc2136Provider(
                new InetSocketAddress("127.0.0.1", 9), "example.test", UpdateKey.parse(KnotServer.KEY), 60);

        assertThatThrownBy(() -> gone.records().block())
                .isInstanceOf(DnsException.class)
                .hasMessageContaining("127.0.0.1:9 does not answer");
    }

    @Test
    void a_key_that_is_no_key_is_refused_without_being_shown() {
        assertThatThrownBy(() -> UpdateKey.parse("hmac-md5:paz:c2VjcmV0c2VjcmV0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: hmac-sha256:NAME:SECRET")
                .hasMessageNotContaining("c2VjcmV0");
    }

    private static Rfc2136Provider provider(String key) {
        return new Rfc2136Provider(knot.address(), "example.test", UpdateKey.parse(key), 60);
    }
}
