package io.paz.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.acme.AcmePlanner.Facts;
import io.paz.acme.AcmePlanner.Outage;
import io.paz.acme.AcmeTask.Abandon;
import io.paz.acme.AcmeTask.Forget;
import io.paz.acme.AcmeTask.Order;
import io.paz.acme.AcmeTask.Resume;
import io.paz.acme.AcmeTask.Wait;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcmePlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final AcmeLimits LIMITS =
            AcmeLimits.of(URI.create("https://acme-v02.api.letsencrypt.org/directory"));
    private static final Jitter JITTER = new Jitter(7);
    private static final String SHOP = "shop.example.org";

    private final Map<String, DomainState> states = new HashMap<>();
    private final Map<String, CertificateLife> certificates = new HashMap<>();
    private final Set<String> issued = new HashSet<>();
    private final AcmePlanner planner = new AcmePlanner(LIMITS, JITTER);

    @Test
    void orders_for_a_domain_without_a_certificate() {
        assertThat(plan(SHOP)).containsExactly(new Order(SHOP, "there is no certificate"));
    }

    @Test
    void renews_after_two_thirds_of_the_life_and_up_to_a_thirtieth_later() {
        List<Instant> renewals = IntStream.range(0, 200)
                .mapToObj(number ->
                        RenewalSchedule.renewalOf("d%d.example.org".formatted(number), life(Duration.ZERO), JITTER))
                .toList();

        assertThat(renewals).allSatisfy(time -> assertThat(time)
                .isBetween(NOW.plus(Duration.ofDays(60)), NOW.plus(Duration.ofDays(63))));
        assertThat(Set.copyOf(renewals)).hasSizeGreaterThan(190);
        assertThat(RenewalSchedule.renewalOf(SHOP, life(Duration.ZERO), JITTER))
                .isEqualTo(RenewalSchedule.renewalOf(SHOP, life(Duration.ZERO), new Jitter(7)));
    }

    @Test
    void leaves_a_valid_certificate_and_renews_an_old_one() {
        certificates.put(SHOP, life(Duration.ofDays(59)));
        assertThat(plan(SHOP)).singleElement().isInstanceOf(Wait.class);

        certificates.put(SHOP, life(Duration.ofDays(64)));
        assertThat(plan(SHOP)).containsExactly(new Order(SHOP, "two thirds of the certificate's life are over"));
    }

    @Test
    void orders_nothing_where_the_operator_has_a_certificate() {
        certificates.put(SHOP, new CertificateLife(NOW.minus(Duration.ofDays(80)), NOW.plus(Duration.ofDays(1)), true));

        assertThat(plan(SHOP)).singleElement().isInstanceOf(Wait.class);
    }

    @Test
    void begins_a_few_orders_at_once_with_those_under_way_and_those_that_expire_first() {
        certificates.put("b.example.org", life(Duration.ofDays(80)));
        certificates.put("c.example.org", life(Duration.ofDays(89)));
        states.put(
                "d.example.org", DomainState.of("d.example.org").withPending(new PendingOrder("https://a/1", "key")));

        List<AcmeTask> tasks = planner.plan(facts(
                Set.of("e.example.org"),
                null,
                "a.example.org",
                "b.example.org",
                "c.example.org",
                "d.example.org",
                "e.example.org"));

        assertThat(tasks)
                .extracting(AcmeTask::domain)
                .containsExactly("d.example.org", "c.example.org", "b.example.org", "a.example.org");
        assertThat(tasks).hasExactlyElementsOfTypes(Resume.class, Order.class, Order.class, Wait.class);
    }

    @Test
    void keeps_within_the_failed_validations_of_an_hour() {
        List<Instant> failures = IntStream.range(0, 4)
                .mapToObj(number -> NOW.minus(Duration.ofMinutes(50 - number)))
                .toList();
        states.put(SHOP, state(SHOP, List.of(), List.of(), null, failures));

        assertThat(plan(SHOP))
                .singleElement()
                .isEqualTo(new Wait(
                        SHOP,
                        NOW.plus(Duration.ofMinutes(10)),
                        "the limit of 4 failed validations of a name in an hour is reached"));
    }

    @Test
    void keeps_within_the_certificates_of_a_name_in_a_week() {
        List<Instant> issued = IntStream.range(0, 4)
                .mapToObj(number -> NOW.minus(Duration.ofDays(6 - number)))
                .toList();
        states.put(SHOP, state(SHOP, List.of(), issued, null, List.of()));

        assertThat(plan(SHOP)).singleElement().isInstanceOfSatisfying(Wait.class, wait -> assertThat(wait.until())
                .isEqualTo(NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void keeps_within_the_new_names_of_a_week_but_renews() {
        IntStream.range(0, 45)
                .mapToObj("n%d.example.org"::formatted)
                .forEach(name ->
                        states.put(name, state(name, List.of(), List.of(), NOW.minus(Duration.ofDays(2)), List.of())));
        certificates.put("old.example.org", life(Duration.ofDays(70)));

        assertThat(plan(SHOP, "old.example.org", "shop.example.net").stream()
                        .filter(Order.class::isInstance)
                        .map(AcmeTask::domain))
                .containsExactly("old.example.org", "shop.example.net");
    }

    @Test
    void keeps_within_the_orders_of_three_hours() {
        List<Instant> orders = IntStream.range(0, 250)
                .mapToObj(number -> NOW.minus(Duration.ofSeconds(number)))
                .toList();
        states.put("other.example.net", state("other.example.net", orders, List.of(), null, List.of()));
        certificates.put("other.example.net", life(Duration.ZERO));

        assertThat(plan(SHOP, "other.example.net"))
                .allSatisfy(task -> assertThat(task).isInstanceOf(Wait.class));
    }

    @Test
    void waits_for_an_authority_that_is_left_alone() {
        List<AcmeTask> tasks =
                planner.plan(facts(Set.of(), new Outage(NOW.plusSeconds(60), "connection refused"), SHOP));

        assertThat(tasks).containsExactly(new Wait(SHOP, NOW.plusSeconds(60), "connection refused"));
    }

    @Test
    void abandons_what_no_service_has_and_forgets_it_a_week_later() {
        states.put("new.example.org", DomainState.of("new.example.org"));
        issued.add("issued.example.org");
        states.put("week.example.org", unused("week.example.org", Duration.ofDays(7)));
        states.put("day.example.org", unused("day.example.org", Duration.ofDays(1)));

        assertThat(plan(SHOP))
                .filteredOn(Abandon.class::isInstance)
                .extracting(AcmeTask::domain)
                .containsExactly("issued.example.org", "new.example.org");
        assertThat(plan(SHOP))
                .filteredOn(Forget.class::isInstance)
                .extracting(AcmeTask::domain)
                .containsExactly("week.example.org");
    }

    private static DomainState unused(String domain, Duration age) {
        return DomainState.of(domain).unused(NOW.minus(age));
    }

    @Test
    void backs_off_twice_as_long_each_time_up_to_a_bound() {
        for (int failures = 1; failures < 40; failures++) {
            Duration pause = Duration.between(NOW, Backoff.OF_DOMAIN.after(failures, NOW, SHOP, JITTER));
            Duration least = Duration.ofMinutes(Math.min(12 * 60, 5L << Math.min(failures - 1, 30)));
            assertThat(pause).isBetween(least, least.plus(least.dividedBy(4)));
        }
    }

    private List<AcmeTask> plan(String... wanted) {
        return planner.plan(facts(Set.of(), null, wanted));
    }

    private Facts facts(Set<String> running, Outage outage, String... wanted) {
        SortedSet<String> domains = new TreeSet<>(List.of(wanted));
        return new Facts(NOW, domains, states, certificates, issued, running, outage);
    }

    /** Life of 90 days, so much of which is over. */
    private static CertificateLife life(Duration age) {
        return new CertificateLife(NOW.minus(age), NOW.minus(age).plus(Duration.ofDays(90)), false);
    }

    private static DomainState state(
            String domain, List<Instant> orders, List<Instant> issued, Instant newSince, List<Instant> failures) {
        return new DomainState(domain, orders, issued, newSince, failures, failures.size(), null, null, null, null);
    }
}
