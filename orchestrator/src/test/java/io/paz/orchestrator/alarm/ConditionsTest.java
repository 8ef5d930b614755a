package io.paz.orchestrator.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.alarm.Alarm;
import io.paz.alarm.Condition;
import io.paz.alarm.Look;
import io.paz.alarm.Severity;
import io.paz.api.scheduler.DriftDocument;
import io.paz.api.scheduler.DriftDocument.Finding;
import io.paz.api.scheduler.ServiceState;
import io.paz.api.scheduler.ServiceState.Problem;
import io.paz.api.scheduler.ServiceState.ServingVersion;
import io.paz.api.scheduler.ServiceState.Undertaking;
import io.paz.api.scheduler.SpaceDocument.FileSystem;
import io.paz.orchestrator.cluster.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is found wrong with what is known of the platform. */
final class ConditionsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static ServiceState service(String state, @Nullable Undertaking last, ServingVersion... versions) {
        return new ServiceState("shop", state, List.of(versions), List.of(), last);
    }

    private static ServingVersion version(int instances, int serving, String... reasons) {
        List<Problem> problems = List.of(reasons).stream()
                .map(reason -> new Problem(2, reason, null))
                .toList();
        return new ServingVersion(3, "shop:1", instances, serving, serving, problems);
    }

    private static Undertaking ended(String event, String state) {
        return new Undertaking(event, 4, state, "/deployments/shop/4", 0, 1L, "the image was not found");
    }

    private static List<String> found(ServiceState... services) {
        return ServiceConditions.of(List.of(services)).conditions().stream()
                .map(ConditionsTest::text)
                .toList();
    }

    private static String text(Condition condition) {
        return "%s %s of %s: %s"
                .formatted(
                        condition.severity().text(), condition.rule().name(), condition.subject(), condition.reason());
    }

    @Test
    void of_services() {
        assertThat(found(service("running", ended("deploy", "done"), version(2, 2))))
                .isEmpty();
        assertThat(found(service("stopped", null, version(2, 0)))).isEmpty();
        assertThat(found(service("none", null))).isEmpty();
        assertThat(found(service("running", null, version(2, 0, "unhealthy: 500"))))
                .containsExactly("critical service-down of shop: No instance serves, of 2. Instance 2: unhealthy: 500");
        assertThat(found(service("running", null, version(2, 1, "crash loop: it ended 5 times"))))
                .containsExactly(
                        "warning instances-missing of shop: 1 of 2 instances serve. Instance 2: crash loop: it ended 5 times",
                        "warning crash-loop of shop: Instance 2: crash loop: it ended 5 times");
    }

    @Test
    void of_deployments() {
        for (String state : List.of("failed", "rolled_back")) {
            assertThat(found(service("running", ended("deploy", state), version(1, 1))))
                    .containsExactly(
                            "warning deployment-failed of shop: Version 4 was not deployed: the image was not found");
        }
        assertThat(found(service("running", ended("deploy", "superseded"), version(1, 1))))
                .isEmpty();
        assertThat(found(service("running", ended("scale", "failed"), version(1, 1))))
                .isEmpty();
    }

    @Test
    void of_drift_that_is_not_put_right() {
        Finding repaired = finding(true, null);
        Finding hindered = finding(true, "fleet refused it");
        Finding shown = finding(false, null);
        Look look = DriftConditions.of(drift("known", repaired, hindered, shown));
        assertThat(look.conditions())
                .extracting(ConditionsTest::text)
                .containsExactly(
                        "warning drift of shop/shop-1-1.service: shop-1-1.service of version 1: none, expected: one; fleet refused it",
                        "warning drift of shop/shop-1-1.service: shop-1-1.service of version 1: none, expected: one; remove it");
        assertThat(look.rules()).containsExactly("drift");
        for (String unknown : List.of("unknown", "not_yet")) {
            assertThat(DriftConditions.of(drift(unknown, shown)).rules()).isEmpty();
        }
    }

    private static Finding finding(boolean repaired, @Nullable String obstacle) {
        return new Finding(
                "missing",
                "shop",
                1,
                1,
                "shop-1-1.service",
                0,
                "one",
                "none",
                repaired,
                "remove it",
                0,
                null,
                obstacle);
    }

    @Test
    void of_file_systems_with_little_room() {
        FileSystem ample = disk("/data", 60, "ample");
        FileSystem low = disk("/images", 14, "low");
        FileSystem exhausted = disk("/logs", 4, "exhausted");
        Look look = SpaceConditions.of(List.of(ample, low, exhausted));
        assertThat(look.conditions())
                .extracting(ConditionsTest::text)
                .containsExactly(
                        "warning disk-space of /images: 14 MiB of 100 MiB are free (images), expected: 15 MiB or more;"
                                + " below 5 MiB deployments are refused",
                        "critical disk-space of /logs: 4 MiB of 100 MiB are free (images), expected: 5 MiB or more;"
                                + " deployments are refused until there is room");
        assertThat(look.rules()).containsExactly("disk-space");
        assertThat(SpaceConditions.of(List.of(ample)).conditions()).isEmpty();
    }

    private static FileSystem disk(String path, long available, String state) {
        return new FileSystem(path, "images", 100L << 20, available << 20, state, 15L << 20, 5L << 20);
    }

    private static DriftDocument drift(String state, Finding... findings) {
        return new DriftDocument(state, 0L, null, null, List.of(findings), List.of());
    }

    @Test
    void of_parts_that_do_not_answer() {
        SourceStatus up = SourceStatus.unread("etcd", NOW).answered(NOW);
        SourceStatus down = up.silent(NOW, "connection refused");
        assertThat(PlatformConditions.of(List.of(up)).conditions()).isEmpty();
        assertThat(PlatformConditions.of(List.of(down)).conditions())
                .extracting(ConditionsTest::text)
                .containsExactly("critical part-down of etcd: It does not answer: connection refused");
    }

    @Test
    void of_hosts_that_are_lost_until_they_are_back_or_a_day_is_over() {
        HostMemory hosts = new HostMemory(List.of());
        assertThat(hosts.look(Set.of("a", "b"), NOW).conditions()).isEmpty();
        assertThat(lost(hosts, Set.of("a"), NOW.plusSeconds(10))).containsExactly("b");
        assertThat(lost(hosts, Set.of("a", "b"), NOW.plusSeconds(20))).isEmpty();
        assertThat(lost(hosts, Set.of("a"), NOW.plus(Duration.ofHours(23)))).containsExactly("b");
        assertThat(lost(hosts, Set.of("a"), NOW.plus(Duration.ofHours(25)))).isEmpty();
    }

    @Test
    void of_a_host_that_was_lost_before_the_start() {
        Alarm alarm = new Alarm("host-lost", "b", Severity.CRITICAL, "x", NOW, NOW, null);
        HostMemory hosts = new HostMemory(List.of(alarm));
        assertThat(lost(hosts, Set.of("a"), NOW.plusSeconds(10))).containsExactly("b");
        assertThat(lost(hosts, Set.of("a", "b"), NOW.plusSeconds(20))).isEmpty();
    }

    private static List<String> lost(HostMemory hosts, Set<String> present, Instant now) {
        return hosts.look(present, now).conditions().stream()
                .map(Condition::subject)
                .toList();
    }
}
