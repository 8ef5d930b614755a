package io.paz.haproxy.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeldRoutesTest {

    private static final String SERVED = """
            backend shop
                server shop-3-1 10.0.0.1:1001 check weight 100
                server shop-3-2 10.0.0.2:1002 weight 100
            backend paz-web
                server paz-web 127.0.0.1:9000 check weight 100
            """;
    private static final String FIRST = "/paz/services/shop/3/1=10.0.0.1:1001";
    private static final String SECOND = "/paz/services/shop/3/2=10.0.0.2:1002";
    private static final String HOSTS = "/paz/config/hosts/10.0.0.1= /paz/config/hosts/10.0.0.2=";
    private static final String MARK_1 = "/paz/config/announcers/10.0.0.1=";
    private static final String MARK_2 = "/paz/config/announcers/10.0.0.2=";

    private final HeldRoutes routes = HeldRoutes.servedBy(SERVED);

    private static SortedMap<String, String> keys(String... entries) {
        SortedMap<String, String> keys = new TreeMap<>();
        for (String entry : String.join(" ", entries).strip().split(" +")) {
            if (!entry.isEmpty()) {
                keys.put(entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1));
            }
        }
        return keys;
    }

    private Map<String, String> published(long seconds, String... entries) {
        return routes.withHeld(keys(entries), seconds * 1_000_000_000L);
    }

    @Test
    void at_the_start_what_haproxy_serves_stays_until_its_host_is_marked() {
        assertThat(published(0)).isEqualTo(keys(FIRST, SECOND, HOSTS));
        assertThat(published(1, FIRST, HOSTS)).isEqualTo(keys(FIRST, SECOND, HOSTS));
        assertThat(published(2, FIRST, MARK_1, HOSTS)).containsKey("/paz/services/shop/3/2");
        assertThat(routes.count()).isEqualTo(1);
        assertThat(published(3, FIRST, MARK_1, MARK_2, HOSTS)).isEqualTo(keys(FIRST, MARK_1, MARK_2, HOSTS));
        assertThat(routes.count()).isZero();
    }

    @Test
    void at_the_start_what_haproxy_serves_goes_at_once_where_a_host_is_marked() {
        assertThat(published(0, SECOND, MARK_2)).isEqualTo(keys(SECOND, MARK_2));
    }

    @Test
    void nothing_is_kept_for_ever() {
        published(0);
        assertThat(published(59)).isNotEmpty();
        assertThat(published(60)).isEmpty();
    }

    @Test
    void what_goes_at_once_with_all_marks_stays() {
        published(0, FIRST, SECOND, MARK_1, MARK_2, HOSTS, "/paz/config/domain=example.org");
        assertThat(published(100)).isEqualTo(keys(FIRST, SECOND, HOSTS, "/paz/config/domain=example.org"));
        assertThat(published(101, FIRST, MARK_1)).containsKeys("/paz/services/shop/3/2", "/paz/config/hosts/10.0.0.1");
        assertThat(published(102, FIRST, SECOND, MARK_1, MARK_2)).containsKey("/paz/config/domain");
        assertThat(published(160, FIRST, SECOND, MARK_1, MARK_2)).isEqualTo(keys(FIRST, SECOND, MARK_1, MARK_2));
    }

    @Test
    void a_lost_host_goes_at_once() {
        published(0, FIRST, SECOND, MARK_1, MARK_2);
        assertThat(published(1, FIRST, MARK_1)).isEqualTo(keys(FIRST, MARK_1));
    }

    @Test
    void a_withdrawn_instance_goes_at_once_with_marks_and_without_any() {
        published(0, FIRST, SECOND, MARK_1, MARK_2);
        assertThat(published(1, SECOND, MARK_1, MARK_2)).isEqualTo(keys(SECOND, MARK_1, MARK_2));

        HeldRoutes withoutMarks = HeldRoutes.servedBy("");
        withoutMarks.withHeld(keys(FIRST, SECOND), 0);
        assertThat(withoutMarks.withHeld(keys(SECOND), 1)).isEqualTo(keys(SECOND));
    }

    @Test
    void an_instance_that_came_back_and_was_withdrawn_while_others_are_held_goes() {
        published(0);
        published(1, FIRST);
        assertThat(published(2)).isEqualTo(keys(SECOND, HOSTS));
    }
}
