package io.paz.acme;

import io.paz.acme.AcmePlanner.Facts;
import io.paz.acme.AcmeTask.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may still be ordered in one plan. */
final class OrderBudget {

    private final AcmeLimits limits;
    private final Instant now;
    private final List<Instant> orders = new ArrayList<>();
    private final Map<String, List<Instant>> newNames = new HashMap<>();
    private int slots;

    OrderBudget(AcmeLimits limits, Facts facts) {
        this.limits = limits;
        this.now = facts.now();
        this.slots = limits.concurrentOrders() - facts.running().size();
        for (DomainState state : facts.states().values()) {
            orders.addAll(state.orders());
            Optional.ofNullable(state.newSince()).ifPresent(newNames(state.domain())::add);
        }
    }

    boolean takeSlot() {
        slots--;
        return slots >= 0;
    }

    /** Why there is no order now; empty where there may be one, which then is taken. */
    Optional<Wait> takeOrder(DomainState state, boolean isRenewal) {
        Optional<Wait> refusal = refusal(state, isRenewal);
        if (refusal.isEmpty()) {
            slots--;
            orders.add(now);
            if (!isRenewal) {
                newNames(state.domain()).add(now);
            }
        }
        return refusal;
    }

    private Optional<Wait> refusal(DomainState state, boolean isRenewal) {
        String domain = state.domain();
        if (slots <= 0) {
            return Optional.of(new Wait(domain, now, "waiting for other orders"));
        }
        Limit failures =
                new Limit(limits.failures(), AcmeLimits.FAILURE_PERIOD, "failed validations of a name in an hour");
        Limit certificates = new Limit(
                limits.certificatesOfName(), AcmeLimits.CERTIFICATE_PERIOD, "certificates of a name in a week");
        Limit all = new Limit(limits.orders(), AcmeLimits.ORDER_PERIOD, "orders in three hours");
        Limit fresh = new Limit(
                limits.newNames(), AcmeLimits.CERTIFICATE_PERIOD, "new names of a registered domain in a week");
        return refusal(domain, failures, state.failures())
                .or(() -> refusal(domain, certificates, state.certificates()))
                .or(() -> refusal(domain, all, orders))
                .or(() -> isRenewal ? Optional.empty() : refusal(domain, fresh, newNames(domain)));
    }

    private record Limit(int count, Duration period, String of) {}

    private Optional<Wait> refusal(String domain, Limit limit, List<Instant> times) {
        List<Instant> recent = times.stream()
                .filter(time -> time.isAfter(now.minus(limit.period())))
                .sorted(Comparator.reverseOrder())
                .toList();
        return recent.size() < limit.count()
                ? Optional.empty()
                : Optional.of(new Wait(
                        domain,
                        recent.get(limit.count() - 1).plus(limit.period()),
                        "the limit of %d %s is reached".formatted(limit.count(), limit.of())));
    }

    private List<Instant> newNames(String domain) {
        return newNames.computeIfAbsent(registeredDomain(domain), key -> new ArrayList<>());
    }

    /** The last two labels. Below a public suffix of two, such as co.uk, this counts more than the authority does, never less. */
    private static String registeredDomain(String domain) {
        int last = domain.lastIndexOf('.');
        return domain.substring(domain.lastIndexOf('.', last - 1) + 1);
    }
}
