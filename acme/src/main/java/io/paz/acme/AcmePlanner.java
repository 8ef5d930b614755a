package io.paz.acme;

import io.paz.acme.AcmeTask.Abandon;
import io.paz.acme.AcmeTask.Forget;
import io.paz.acme.AcmeTask.Order;
import io.paz.acme.AcmeTask.Resume;
import io.paz.acme.AcmeTask.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides what is done for each domain. Each domain has a certificate of its own, see decision 0190. */
public final class AcmePlanner {

    /** How long a certificate is kept after its domain left the last service: time to bring it back, or to move it. */
    static final Duration GRACE = Duration.ofDays(7);

    private final AcmeLimits limits;
    private final Jitter jitter;

    public AcmePlanner(AcmeLimits limits, Jitter jitter) {
        this.limits = limits;
        this.jitter = jitter;
    }

    /**
     * What is known when a plan is made.
     *
     * @param states by domain, of all domains that something is remembered of
     * @param certificates by domain, where there is one
     * @param issued domains that a certificate was issued for, which is still kept
     * @param running domains whose tasks have not ended
     * @param outage while the authority is left alone; null when it is not
     */
    public record Facts(
            Instant now,
            SortedSet<String> wanted,
            Map<String, DomainState> states,
            Map<String, CertificateLife> certificates,
            Set<String> issued,
            Set<String> running,
            @Nullable Outage outage) {

        DomainState stateOf(String domain) {
            return Optional.ofNullable(states.get(domain)).orElseGet(() -> DomainState.of(domain));
        }
    }

    /** The authority does not answer as it should, and is left alone until then. */
    public record Outage(Instant until, String reason) {}

    /** One task for each domain that has none running. */
    public List<AcmeTask> plan(Facts facts) {
        OrderBudget budget = new OrderBudget(limits, facts);
        List<AcmeTask> tasks = new ArrayList<>();
        unwanted(facts).forEach(domain -> tasks.add(taskForUnwanted(facts.stateOf(domain), facts.now())));
        byUrgency(facts).forEach(domain -> tasks.add(taskFor(domain, facts, budget)));
        return tasks;
    }

    private static List<String> unwanted(Facts facts) {
        SortedSet<String> known = new TreeSet<>(facts.states().keySet());
        known.addAll(facts.issued());
        return known.stream()
                .filter(domain -> !facts.wanted().contains(domain))
                .filter(domain -> !facts.running().contains(domain))
                .toList();
    }

    private static AcmeTask taskForUnwanted(DomainState state, Instant now) {
        Instant since = state.unusedSince();
        if (since == null) {
            return new Abandon(state.domain(), "no public service has this domain");
        }
        Instant end = since.plus(GRACE);
        return end.isAfter(now)
                ? new Wait(state.domain(), end, "no public service has this domain")
                : new Forget(state.domain(), "no public service has had this domain since " + since);
    }

    /** Orders under way first, then what expires soonest, then what has no certificate yet. */
    private static List<String> byUrgency(Facts facts) {
        return facts.wanted().stream()
                .filter(domain -> !facts.running().contains(domain))
                .sorted(Comparator.<String, Boolean>comparing(
                                domain -> facts.stateOf(domain).pending() == null)
                        .thenComparing(domain -> Optional.ofNullable(
                                        facts.certificates().get(domain))
                                .map(CertificateLife::notAfter)
                                .orElse(Instant.MAX)))
                .toList();
    }

    private AcmeTask taskFor(String domain, Facts facts, OrderBudget budget) {
        DomainState state = facts.stateOf(domain);
        CertificateLife certificate = facts.certificates().get(domain);
        if (certificate != null && certificate.isKeptElsewhere()) {
            return new Wait(domain, certificate.notAfter(), "another certificate is valid for it");
        }
        if (state.pending() == null && certificate != null) {
            Instant renewal = RenewalSchedule.renewalOf(domain, certificate, jitter);
            if (renewal.isAfter(facts.now())) {
                return new Wait(domain, renewal, "the certificate is valid");
            }
        }
        return pause(state, facts).orElseGet(() -> begin(state, certificate != null, budget));
    }

    private static Optional<AcmeTask> pause(DomainState state, Facts facts) {
        Outage outage = facts.outage();
        Instant retryAt = state.retryAt();
        if (outage != null) {
            return Optional.of(new Wait(state.domain(), outage.until(), outage.reason()));
        }
        return retryAt != null && retryAt.isAfter(facts.now())
                ? Optional.of(new Wait(state.domain(), retryAt, "waiting before the next attempt"))
                : Optional.empty();
    }

    private static AcmeTask begin(DomainState state, boolean isRenewal, OrderBudget budget) {
        String domain = state.domain();
        if (state.pending() != null) {
            return budget.takeSlot()
                    ? new Resume(domain, "an order is under way")
                    : new Wait(domain, Instant.EPOCH, "waiting for other orders");
        }
        String reason = isRenewal ? "two thirds of the certificate's life are over" : "there is no certificate";
        return budget.takeOrder(state, isRenewal)
                .<AcmeTask>map(wait -> wait)
                .orElseGet(() -> new Order(domain, reason));
    }
}
