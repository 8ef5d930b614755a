package io.paz.alarm.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.alarm.Alarm;
import io.paz.alarm.AlarmEvent;
import io.paz.alarm.AlarmEvent.Kind;
import io.paz.alarm.Delivery;
import io.paz.alarm.Severity;
import io.paz.testing.Await;
import io.paz.testing.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What reaches a target, in which order, and what happens when it does not answer. */
final class DeliveriesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T12:00:00Z"));
    private final Stored stored = new Stored();
    private final Receivers receivers = new Receivers();
    private final Deliveries deliveries = new Deliveries(stored, stored, receivers, "paz.example.org", clock);

    /** Targets and deliveries as they would be on disk. */
    private static final class Stored implements TargetRepository, DeliveryRepository {
        private final Map<String, AlarmTarget> targets = new ConcurrentSkipListMap<>();
        private final Map<String, Delivery> pending = new ConcurrentSkipListMap<>();

        @Override
        public List<AlarmTarget> all() {
            return List.copyOf(targets.values());
        }

        @Override
        public Optional<AlarmTarget> find(String name) {
            return Optional.ofNullable(targets.get(name));
        }

        @Override
        public void save(AlarmTarget target) {
            targets.put(target.name(), target);
        }

        @Override
        public boolean delete(String name) {
            return targets.remove(name) != null;
        }

        @Override
        public List<Delivery> pending() {
            return List.copyOf(pending.values());
        }

        @Override
        public void remove(Collection<Delivery> deliveries) {
            deliveries.forEach(delivery -> pending.remove(delivery.id()));
        }
    }

    /** Those who hear of alarms, by the host of their URL. */
    private static final class Receivers implements Sender {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile String refusing = "";
        private volatile String silent = "";
        private final CountDownLatch silence = new CountDownLatch(1);

        @Override
        public void send(Channel channel, Notification notification) throws DeliveryException {
            String host = ((Channel.Slack) channel).url().getHost();
            if (host.equals(silent)) {
                awaitSilence();
            }
            if (host.equals(refusing)) {
                throw new DeliveryException("it answered with status 500");
            }
            heard.add(host + " " + notification.title());
        }

        private void awaitSilence() throws DeliveryException {
            try {
                silence.await();
            } catch (InterruptedException e) {
                throw new DeliveryException("interrupted", e);
            }
        }
    }

    @AfterEach
    void close() {
        deliveries.close();
    }

    private void target(String name, Severity minSeverity, @Nullable QuietHours quiet) {
        stored.save(new AlarmTarget(name, new Channel.Slack(URI.create("https://" + name + "/x")), minSeverity, quiet));
    }

    private void happens(Kind kind, String subject, Severity severity) {
        Instant raised = Instant.parse("2026-01-02T11:00:00Z");
        Alarm alarm = new Alarm(
                "service-down",
                subject,
                severity,
                "it is down",
                raised,
                raised,
                kind == Kind.ENDED ? clock.instant() : null);
        deliveries.of(new AlarmEvent(kind, alarm)).forEach(delivery -> stored.pending.put(delivery.id(), delivery));
        clock.advance(Duration.ofMillis(1));
    }

    private void awaitHeard(String... lines) {
        Await.until("heard: " + receivers.heard, SOON, () -> {
            deliveries.deliver();
            return receivers.heard.size() >= lines.length;
        });
        assertThat(receivers.heard).containsExactly(lines);
    }

    @Test
    void arrive_in_order_and_once() {
        target("ops", Severity.WARNING, null);
        happens(Kind.RAISED, "shop", Severity.CRITICAL);
        happens(Kind.RAISED, "api", Severity.WARNING);
        happens(Kind.ENDED, "shop", Severity.CRITICAL);

        awaitHeard(
                "ops Critical: service-down of shop",
                "ops Warning: service-down of api",
                "ops Ended: service-down of shop");
        Await.until("none is pending", SOON, () -> stored.pending.isEmpty());
        assertThat(deliveries.status("ops").deliveredAt()).isNotNull();
    }

    @Test
    void a_target_hears_of_its_severities_only() {
        target("boss", Severity.CRITICAL, null);
        happens(Kind.RAISED, "api", Severity.WARNING);
        happens(Kind.RAISED, "shop", Severity.CRITICAL);
        awaitHeard("boss Critical: service-down of shop");
    }

    @Test
    void one_that_does_not_answer_holds_up_no_other_and_hears_it_later() {
        target("dead", Severity.WARNING, null);
        target("ops", Severity.WARNING, null);
        receivers.silent = "dead";
        happens(Kind.RAISED, "shop", Severity.CRITICAL);
        happens(Kind.ENDED, "shop", Severity.CRITICAL);
        awaitHeard("ops Critical: service-down of shop", "ops Ended: service-down of shop");

        receivers.silence.countDown();
        awaitHeard(
                "ops Critical: service-down of shop",
                "ops Ended: service-down of shop",
                "dead Critical: service-down of shop",
                "dead Ended: service-down of shop");
    }

    @Test
    void a_failed_one_is_tried_again_with_growing_pauses() {
        target("ops", Severity.WARNING, null);
        receivers.refusing = "ops";
        happens(Kind.RAISED, "shop", Severity.CRITICAL);
        deliveries.deliver();
        Await.until("one attempt failed", SOON, () -> deliveries.status("ops").failures() == 1);
        assertThat(deliveries.status("ops").problem()).isEqualTo("it answered with status 500");
        deliveries.deliver();
        assertThat(deliveries.status("ops").failures()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(10));
        Await.until("another one did", SOON, () -> {
            deliveries.deliver();
            return deliveries.status("ops").failures() == 2;
        });
        assertThat(deliveries.status("ops").retryAt()).isEqualTo(clock.instant().plusSeconds(20));

        receivers.refusing = "";
        clock.advance(Duration.ofSeconds(20));
        awaitHeard("ops Critical: service-down of shop");
        assertThat(deliveries.status("ops").problem()).isNull();
    }

    @Test
    void pauses_grow_to_a_quarter_of_an_hour() {
        Instant now = clock.instant();
        TargetStatus status = TargetStatus.NEW;
        for (int i = 0; i < 100; i++) {
            status = status.failed("no", now);
        }
        assertThat(status.retryAt()).isEqualTo(now.plus(Duration.ofMinutes(15)));
        assertThat(status.failures()).isEqualTo(100);
    }

    @Test
    void what_is_a_day_old_is_dropped() {
        target("ops", Severity.WARNING, null);
        happens(Kind.RAISED, "old", Severity.CRITICAL);
        clock.advance(DeliveryPlan.MAX_AGE.plusSeconds(1));
        happens(Kind.RAISED, "new", Severity.CRITICAL);
        awaitHeard("ops Critical: service-down of new");
        Await.until("none is pending", SOON, () -> stored.pending.isEmpty());
    }

    @Test
    void of_very_many_the_newest_are_kept() {
        target("ops", Severity.WARNING, null);
        for (int i = 0; i < DeliveryPlan.MAX_PENDING + 5; i++) {
            happens(Kind.RAISED, "s" + i, Severity.CRITICAL);
        }
        Await.until("all are sent", SOON, () -> {
            deliveries.deliver();
            return receivers.heard.size() == DeliveryPlan.MAX_PENDING;
        });
        assertThat(receivers.heard.get(0)).isEqualTo("ops Critical: service-down of s5");
    }

    @Test
    void warnings_wait_for_the_end_of_quiet_hours_and_what_ended_by_then_is_not_heard() {
        QuietHours noon = new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0), ZoneOffset.UTC);
        target("ops", Severity.WARNING, noon);
        happens(Kind.RAISED, "brief", Severity.WARNING);
        happens(Kind.RAISED, "lasting", Severity.WARNING);
        happens(Kind.ENDED, "brief", Severity.WARNING);
        happens(Kind.RAISED, "shop", Severity.CRITICAL);
        awaitHeard("ops Critical: service-down of shop");

        clock.advance(Duration.ofHours(1));
        awaitHeard("ops Critical: service-down of shop", "ops Warning: service-down of lasting");
    }

    @Test
    void an_end_in_quiet_hours_of_what_was_heard_before_is_heard_after_them() {
        QuietHours noon = new QuietHours(LocalTime.of(12, 30), LocalTime.of(13, 0), ZoneOffset.UTC);
        target("ops", Severity.WARNING, noon);
        happens(Kind.RAISED, "api", Severity.WARNING);
        awaitHeard("ops Warning: service-down of api");
        Await.until("it is not pending", SOON, () -> stored.pending.isEmpty());

        clock.advance(Duration.ofMinutes(45));
        happens(Kind.ENDED, "api", Severity.WARNING);
        clock.advance(Duration.ofMinutes(30));
        awaitHeard("ops Warning: service-down of api", "ops Ended: service-down of api");
    }

    @Test
    void a_test_is_sent_at_once_and_its_failure_is_told() throws Exception {
        target("ops", Severity.CRITICAL, new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0), ZoneOffset.UTC));
        AlarmTarget target = stored.find("ops").orElseThrow();
        Instant now = clock.instant();
        AlarmEvent event =
                new AlarmEvent(Kind.RAISED, new Alarm("test", "ops", Severity.WARNING, "a test", now, now, null));
        deliveries.test(target, event);
        assertThat(receivers.heard).containsExactly("ops Warning: test of ops");

        receivers.refusing = "ops";
        assertThatThrownBy(() -> deliveries.test(target, event)).hasMessage("it answered with status 500");
    }
}
