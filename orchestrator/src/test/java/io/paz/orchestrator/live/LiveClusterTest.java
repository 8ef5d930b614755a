package io.paz.orchestrator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.orchestrator.cluster.Change;
import io.paz.orchestrator.cluster.Document;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.document.ExpiringCertificateDocument;
import io.paz.orchestrator.document.StreamMessages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import tools.jackson.databind.json.JsonMapper;

/** Numbers without gaps, a snapshot where there would be one, and nobody waited for. */
final class LiveClusterTest {

    private static final long FIRST = 1000;
    private static final int MORE_THAN_KEPT = 4200;

    private final LiveCluster cluster = new LiveCluster(new StreamMessages(JsonMapper.shared()), FIRST);

    private void service(String json) {
        cluster.observe(new Observation.Services(List.of(new Document("web", false, json))));
    }

    private static String text(Message message) {
        return StandardCharsets.UTF_8.decode(message.bytes()).toString();
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(LiveClusterTest::text).toList();
    }

    private static List<String> read(Listener listener) {
        List<String> read = new ArrayList<>();
        listener.messages().subscribe(message -> read.add(text(message))).dispose();
        return read;
    }

    @Test
    void a_snapshot_and_the_changes_after_it_leave_out_none() {
        service("{\"a\":1}");
        LiveCluster.Joined joined = cluster.join(null);
        service("{\"a\":2}");
        cluster.observe(new Observation.Services(List.of()));

        assertThat(texts(joined.first()))
                .containsExactly(
                        "{\"type\":\"snapshot\",\"seq\":1001,\"data\":{\"sources\":[],\"hosts\":[],\"units\":[],\"services\":[{\"a\":1}],\"deployments\":[],\"loadBalancers\":[]}}");
        assertThat(read(joined.listener()))
                .containsExactly(
                        "{\"type\":\"service.modifyConfig\",\"seq\":1002,\"data\":{\"a\":2}}",
                        "{\"type\":\"service.del\",\"seq\":1003,\"data\":{\"name\":\"web\"}}");
    }

    @Test
    void a_certificate_that_ends_soon_is_an_event_and_no_part_of_the_state() {
        LiveCluster.Joined joined = cluster.join(null);
        cluster.announce(new Change(
                "certificate.expiring",
                new ExpiringCertificateDocument("shop", "own", List.of("shop.example.org"), 1000, 13)));

        assertThat(read(joined.listener()))
                .containsExactly(
                        "{\"type\":\"certificate.expiring\",\"seq\":1001,\"data\":{\"id\":\"shop\",\"source\":\"own\",\"names\":[\"shop.example.org\"],\"notAfter\":1000,\"daysLeft\":13}}");
        assertThat(texts(cluster.join(null).first())).singleElement().asString().doesNotContain("shop.example.org");
    }

    @Test
    void one_that_comes_back_gets_what_it_missed() {
        service("{\"a\":1}");
        long known = FIRST + 1;
        service("{\"a\":2}");
        service("{\"a\":3}");

        assertThat(texts(cluster.join(known).first()))
                .containsExactly(
                        "{\"type\":\"service.modifyConfig\",\"seq\":1002,\"data\":{\"a\":2}}",
                        "{\"type\":\"service.modifyConfig\",\"seq\":1003,\"data\":{\"a\":3}}");
        assertThat(cluster.join(known + 2).first()).isEmpty();
    }

    @Test
    void one_that_was_away_too_long_or_knows_another_run_gets_a_snapshot() {
        for (int i = 0; i < MORE_THAN_KEPT; i++) {
            service("{\"a\":" + i + "}");
        }
        for (long since : new long[] {0, FIRST, FIRST + 50, FIRST + MORE_THAN_KEPT + 1}) {
            assertThat(texts(cluster.join(since).first()).get(0)).startsWith("{\"type\":\"snapshot\",\"seq\":5200,");
        }
        assertThat(cluster.join(FIRST + MORE_THAN_KEPT - 1).first()).hasSize(1);
    }

    @Test
    void one_that_does_not_read_is_cut_off_and_the_others_are_not() {
        Listener slow = cluster.join(null).listener();
        Listener fast = cluster.join(null).listener();
        List<String> read = new ArrayList<>();
        fast.messages().subscribe(message -> read.add(text(message)));
        boolean[] cutOff = {false};
        slow.cutOff().doOnSuccess(end -> cutOff[0] = true).subscribe();

        for (int i = 0; i <= LiveCluster.MAX_QUEUED_MESSAGES; i++) {
            assertThat(cutOff[0]).isFalse();
            service("{\"a\":" + i + "}");
        }

        assertThat(cutOff[0]).isTrue();
        assertThat(cluster.listeners()).isEqualTo(1);
        assertThat(read).hasSize(LiveCluster.MAX_QUEUED_MESSAGES + 1);
    }

    @Test
    void one_that_reads_slowly_gets_all_in_order() {
        Listener listener = cluster.join(null).listener();
        List<String> read = new ArrayList<>();
        BaseSubscriber<Message> slow = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(Message message) {
                read.add(text(message));
            }
        };
        listener.messages().subscribe(slow);
        service("{\"a\":1}");
        service("{\"a\":2}");
        slow.request(5);

        assertThat(read).hasSize(2);
        assertThat(read.get(1)).contains("\"seq\":1002").contains("{\"a\":2}");
    }

    @Test
    void an_own_write_is_taken_in_and_not_published() {
        Listener listener = cluster.join(null).listener();
        cluster.hold("web", false);
        service("{\"a\":1}");
        cluster.release("web", (before, after) -> before == null && after != null);
        service("{\"a\":2}");

        assertThat(changesOfServices(listener))
                .containsExactly("{\"type\":\"service.modifyConfig\",\"seq\":1001,\"data\":{\"a\":2}}");
    }

    @Test
    void what_an_own_write_does_not_explain_is_published_when_it_ends() {
        service("{\"a\":1}");
        Listener listener = cluster.join(null).listener();
        cluster.hold("web", false);
        service("{\"a\":2}");
        service("{\"a\":3}");
        cluster.release("web", OwnWrite.NOTHING);

        assertThat(changesOfServices(listener)).singleElement().asString().endsWith("\"data\":{\"a\":3}}");
    }

    @Test
    void two_own_writes_at_once_hide_nothing() {
        service("{\"a\":1}");
        Listener listener = cluster.join(null).listener();
        cluster.hold("web", false);
        cluster.hold("web", false);
        service("{\"a\":2}");
        cluster.release("web", (before, after) -> true);
        cluster.release("web", (before, after) -> true);

        assertThat(changesOfServices(listener)).singleElement().asString().endsWith("\"data\":{\"a\":2}}");
    }

    @Test
    void a_removal_that_is_held_back_holds_no_other_change_back() {
        service("{\"a\":1}");
        Listener listener = cluster.join(null).listener();
        cluster.hold("web", true);
        service("{\"a\":2}");
        cluster.observe(new Observation.Services(List.of()));
        assertThat(changesOfServices(listener)).singleElement().asString().endsWith("\"data\":{\"a\":2}}");
        Listener later = cluster.join(null).listener();
        cluster.release("web", OwnWrite.NOTHING);

        assertThat(changesOfServices(later)).singleElement().asString().contains("\"service.del\"");
    }

    private static List<String> changesOfServices(Listener listener) {
        return read(listener).stream()
                .filter(message -> message.contains("service."))
                .toList();
    }

    @Test
    void a_ping_tells_the_last_number() {
        Listener listener = cluster.join(null).listener();
        cluster.ping();

        assertThat(read(listener)).containsExactly("{\"type\":\"ping\",\"seq\":1000}");
    }
}
