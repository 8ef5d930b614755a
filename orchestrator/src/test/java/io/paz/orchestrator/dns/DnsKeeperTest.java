package io.paz.orchestrator.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class DnsKeeperTest {

    private final Zone zone = new Zone();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final DnsKeeper keeper = new DnsKeeper(zone, clock);

    /** A provider in memory that counts its calls and may refuse. */
    private static final class Zone implements DnsProvider {
        private final List<StoredRecord> records = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();
        private Optional<DnsException> refusal = Optional.empty();

        @Override
        public Mono<List<StoredRecord>> records() {
            return call("list").then(Mono.fromCallable(() -> List.copyOf(records)));
        }

        @Override
        public Mono<Void> create(DnsRecord record) {
            return call("create " + record.name() + " " + record.content())
                    .then(Mono.fromRunnable(() -> records.add(new StoredRecord(String.valueOf(calls.size()), record))));
        }

        @Override
        public Mono<Void> delete(StoredRecord record) {
            return call("delete " + record.record().name() + " "
                            + record.record().content())
                    .then(Mono.fromRunnable(() -> records.remove(record)));
        }

        private Mono<Void> call(String what) {
            return Mono.defer(() -> {
                calls.add(what);
                return refusal.isPresent() ? Mono.error(refusal.get()) : Mono.empty();
            });
        }
    }

    private static SortedMap<String, SortedSet<String>> web(String... addresses) {
        return new TreeMap<>(Map.of("web", new TreeSet<>(List.of(addresses))));
    }

    /** What the provider was asked for, ten seconds later. */
    private List<String> keep(SortedMap<String, SortedSet<String>> desired) {
        return keep(keeper, desired, Duration.ofSeconds(10));
    }

    private List<String> keep(DnsKeeper by, SortedMap<String, SortedSet<String>> desired, Duration later) {
        zone.calls.clear();
        clock.advance(later);
        by.keep(desired).block();
        return List.copyOf(zone.calls);
    }

    @Test
    void names_are_set_once_and_the_provider_is_then_left_alone() {
        assertThat(keep(web("10.0.0.1")))
                .containsExactly("list", "create _paz.web managed by paz", "create web 10.0.0.1", "list");
        assertThat(keep(web("10.0.0.1"))).containsExactly("list");
        assertThat(keep(web("10.0.0.1"))).isEmpty();
        assertThat(keep(keeper, web("10.0.0.1"), Duration.ofMinutes(6))).containsExactly("list");
        assertThat(keeper.status())
                .isEqualTo(new DnsStatus(web("10.0.0.1"), Set.of(), Optional.of(clock.instant()), Optional.empty()));
    }

    private static SortedMap<String, SortedSet<String>> api() {
        return new TreeMap<>(Map.of("api", new TreeSet<>(List.of("10.0.0.1"))));
    }

    private static SortedMap<String, SortedSet<String>> webAndApi() {
        SortedMap<String, SortedSet<String>> both = web("10.0.0.1", "10.0.0.2");
        both.putAll(api());
        return both;
    }

    @Test
    void one_short_list_removes_nothing_and_two_do() {
        keep(webAndApi());
        assertThat(keep(api())).containsExactly("list");
        assertThat(keep(webAndApi())).containsExactly("list");
        assertThat(keep(api())).containsExactly("list");
        assertThat(keep(api()))
                .containsExactly(
                        "list", "delete web 10.0.0.1", "delete web 10.0.0.2", "delete _paz.web managed by paz", "list");
        assertThat(DnsPlan.markedNames(zone.records)).containsExactly("api");
    }

    @Test
    void an_empty_list_removes_nothing_however_often_it_comes() {
        keep(webAndApi());
        for (int time = 0; time < 5; time++) {
            assertThat(keep(keeper, new TreeMap<>(), Duration.ofMinutes(6))).containsExactly("list");
        }
        assertThat(DnsPlan.markedNames(zone.records)).containsExactly("api", "web");
    }

    @Test
    void after_a_restart_what_was_set_is_known_again() {
        keep(webAndApi());
        DnsKeeper restarted = new DnsKeeper(zone, clock);
        assertThat(keep(restarted, webAndApi(), Duration.ZERO)).containsExactly("list");
        assertThat(keep(restarted, api(), Duration.ZERO)).containsExactly("list");
        assertThat(keep(restarted, api(), Duration.ZERO)).contains("delete web 10.0.0.1");
    }

    @Test
    void a_provider_that_refuses_is_left_alone_for_as_long_as_it_wants() {
        zone.refusal = Optional.of(new DnsException("quota", Duration.ofMinutes(20)));
        assertThat(keep(web("10.0.0.1"))).containsExactly("list");
        assertThat(keeper.status().problem()).contains("quota");
        assertThat(keep(keeper, web("10.0.0.2"), Duration.ofMinutes(19))).isEmpty();
        zone.refusal = Optional.empty();
        assertThat(keep(keeper, web("10.0.0.2"), Duration.ofMinutes(1))).contains("create web 10.0.0.2");
        assertThat(keeper.status().problem()).isEmpty();
    }
}
