package io.paz.orchestrator.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.orchestrator.dns.DnsProvider.StoredRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DnsPlanTest {

    private static final StoredRecord MARK = stored("1", "_paz.web", "TXT", "managed by paz");
    private static final StoredRecord FIRST = stored("2", "web", "A", "10.0.0.1");
    private static final StoredRecord SECOND = stored("3", "web", "A", "10.0.0.2");

    private static StoredRecord stored(String id, String name, String type, String content) {
        return new StoredRecord(id, new DnsRecord(name, type, content));
    }

    private static SortedMap<String, SortedSet<String>> web(String... addresses) {
        return new TreeMap<>(Map.of("web", new TreeSet<>(Arrays.asList(addresses))));
    }

    @Test
    void a_name_is_marked_before_its_addresses_are_set() {
        DnsPlan plan = DnsPlan.of(web("10.0.0.1", "10.0.0.2"), true, List.of());
        assertThat(plan)
                .isEqualTo(new DnsPlan(List.of(MARK.record(), FIRST.record(), SECOND.record()), List.of(), Set.of()));
    }

    @Test
    void a_zone_that_is_as_it_should_be_is_left_alone() {
        assertThat(DnsPlan.of(web("10.0.0.1"), true, List.of(MARK, FIRST)).isEmpty())
                .isTrue();
    }

    @Test
    void what_a_crash_left_half_done_is_finished() {
        assertThat(DnsPlan.of(web("10.0.0.1", "10.0.0.2"), true, List.of(MARK, FIRST))
                        .create())
                .containsExactly(SECOND.record());
    }

    @Test
    void addresses_of_hosts_that_went_are_removed() {
        assertThat(DnsPlan.of(web("10.0.0.1"), true, List.of(MARK, FIRST, SECOND)))
                .isEqualTo(new DnsPlan(List.of(), List.of(SECOND), Set.of()));
    }

    @Test
    void a_name_that_is_not_wanted_goes_with_its_mark_last() {
        assertThat(DnsPlan.of(new TreeMap<>(), true, List.of(MARK, FIRST, SECOND))
                        .delete())
                .containsExactly(FIRST, SECOND, MARK);
    }

    @Test
    void nothing_goes_as_long_as_it_may_not() {
        assertThat(DnsPlan.of(web("10.0.0.3"), false, List.of(MARK, FIRST)))
                .isEqualTo(new DnsPlan(List.of(DnsRecord.address("web", "10.0.0.3")), List.of(), Set.of()));
    }

    @Test
    void names_of_somebody_else_are_never_touched() {
        StoredRecord foreign = stored("4", "www", "A", "192.0.2.1");
        StoredRecord alias = stored("5", "web", "CNAME", "elsewhere.example.");
        StoredRecord otherMark = stored("6", "_paz.shop", "TXT", "something else");
        StoredRecord shop = stored("7", "shop", "A", "192.0.2.2");
        DnsPlan plan = DnsPlan.of(web("10.0.0.1"), true, List.of(foreign, alias, otherMark, shop));
        assertThat(plan).isEqualTo(new DnsPlan(List.of(), List.of(), Set.of("web")));
        assertThat(DnsPlan.of(web("192.0.2.1"), true, List.of(stored("8", "web", "A", "192.0.2.1"))))
                .isEqualTo(new DnsPlan(List.of(), List.of(), Set.of("web")));
    }

    @Test
    void hosts_and_public_services_have_names() {
        assertThat(DesiredNames.of(
                        Map.of("0123456789ab", "10.0.0.1", "fedcba987654", "10.0.0.2", "broken", "10.0.0.999"),
                        List.of("web")))
                .isEqualTo(Map.of(
                        "host-01234567", Set.of("10.0.0.1"),
                        "host-fedcba98", Set.of("10.0.0.2"),
                        "web", Set.of("10.0.0.1", "10.0.0.2")));
        assertThat(DesiredNames.of(Map.of(), List.of("web"))).isEmpty();
    }
}
