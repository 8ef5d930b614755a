package io.paz.scheduler.serving;

import io.paz.engine.Condition;
import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.InstanceStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Observes engine, etcd and load balancers, and keeps whether each instance that should serve does. Safe for several threads; a look
 * blocks for as long as these take to answer.
 */
public final class ServingWatch implements ServingSource {

    /** Time between two looks where the engine reports no changes; what ends and starts again within it may go unseen. */
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Duration MAX_AGE = Duration.ofMillis(500);
    private static final Duration EXPLANATION_AGE = Duration.ofSeconds(15);
    private static final int MAX_EXPLANATIONS_A_LOOK = 4;

    private record Explanation(Optional<String> words, long at) {}

    private record Look(Map<InstanceId, ServingStatus> statuses, long at) {}

    /** What is observed. */
    public record Sources(
            Supplier<List<ExpectedInstance>> expected,
            Supplier<List<InstanceStatus>> reported,
            Supplier<Optional<Map<ReleaseId, Set<Integer>>>> announced,
            BalancerHealthSource balancers,
            Function<InstanceId, Optional<String>> explanation) {}

    private final Sources sources;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<InstanceId, InstanceHistory> histories = new HashMap<>();
    private final Map<InstanceId, Explanation> explanations = new HashMap<>();
    private boolean observedBefore;
    private volatile Look last = new Look(Map.of(), 0);

    /** @param nanos a clock that never jumps */
    public ServingWatch(Sources sources, Clock clock, LongSupplier nanos) {
        this.sources = sources;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public synchronized Map<InstanceId, ServingStatus> current() {
        return isFresh() ? last.statuses() : look();
    }

    private boolean isFresh() {
        return observedBefore
                && nanos.getAsLong() - last.at() < MAX_AGE.toNanos()
                && sources.expected().get().stream()
                        .allMatch(expected -> last.statuses().containsKey(expected.ref()));
    }

    /** What was seen last; does not block. */
    public Map<InstanceId, ServingStatus> lastSeen() {
        return last.statuses();
    }

    @Override
    public Map<InstanceId, String> failures(Duration atLeast) {
        Instant before = clock.instant().minus(atLeast);
        return last.statuses().entrySet().stream()
                .filter(each -> !each.getValue().serves())
                .filter(each -> each.getValue().since() != null
                        && !each.getValue().since().isAfter(before))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> String.valueOf(each.getValue().serving().reason())));
    }

    /** Observes once, unless that was done within this time. */
    public synchronized void lookIfOlderThan(Duration age) {
        if (!observedBefore || nanos.getAsLong() - last.at() >= age.toNanos()) {
            look();
        }
    }

    /** Observes once. A source that does not answer is a reason of the instances that it concerns. */
    public synchronized Map<InstanceId, ServingStatus> look() {
        Reported reported = reported();
        remember(reported);
        Optional<Map<ReleaseId, Set<Integer>>> announced = sources.announced().get();
        List<Map<InstanceId, BalancerHealth>> balancers = balancers();
        Map<InstanceId, ServingStatus> now = new HashMap<>();
        int[] asked = {0};
        for (ExpectedInstance expected : sources.expected().get()) {
            now.put(expected.ref(), status(expected, facts(expected, reported, announced, balancers, asked)));
        }
        explanations.keySet().retainAll(now.keySet());
        observedBefore = true;
        last = new Look(Map.copyOf(now), nanos.getAsLong());
        return last.statuses();
    }

    /** @param problem why the engine could not be asked; empty when it answered */
    private record Reported(Map<InstanceId, InstanceStatus> instances, Optional<String> problem) {}

    private Reported reported() {
        try {
            return new Reported(
                    sources.reported().get().stream()
                            .collect(Collectors.toMap(
                                    each -> each.release().instance(each.instance()),
                                    Function.identity(),
                                    (one, other) -> one.condition() == Condition.RUNNING ? one : other)),
                    Optional.empty());
        } catch (EngineUnavailableException | EngineRefusedException e) {
            return new Reported(Map.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private void remember(Reported reported) {
        if (reported.problem().isPresent()) {
            return;
        }
        long now = nanos.getAsLong();
        histories.keySet().retainAll(reported.instances().keySet());
        reported.instances().forEach((ref, seen) -> {
            InstanceHistory known = histories.get(ref);
            if (known == null) {
                histories.put(ref, InstanceHistory.first(seen.condition(), !observedBefore, now));
            } else {
                known.see(seen.condition(), now);
            }
        });
    }

    private List<Map<InstanceId, BalancerHealth>> balancers() {
        try {
            return sources.balancers().health();
        } catch (EngineUnavailableException | EngineRefusedException unknownWhereTheyAre) {
            return List.of();
        }
    }

    private InstanceFacts facts(
            ExpectedInstance expected,
            Reported reported,
            Optional<Map<ReleaseId, Set<Integer>>> announced,
            List<Map<InstanceId, BalancerHealth>> balancers,
            int[] asked) {
        InstanceId ref = expected.ref();
        InstanceStatus seen = reported.instances().get(ref);
        long now = nanos.getAsLong();
        InstanceHistory history = histories.get(ref);
        Boolean isAnnounced = announced
                .map(keys -> keys.getOrDefault(ref.release(), Set.of()).contains(ref.instance()))
                .orElse(null);
        boolean unexplained = expected.routed()
                && Boolean.FALSE.equals(isAnnounced)
                && seen != null
                && seen.condition() == Condition.RUNNING;
        return new InstanceFacts(
                expected,
                seen == null ? null : seen.condition(),
                seen == null ? reported.problem().orElse("") : seen.evidence(),
                reported.problem().isEmpty(),
                history == null ? Duration.ZERO : history.runningFor(now),
                history == null ? 0 : history.restarts(now),
                isAnnounced,
                unexplained ? explanation(ref, asked).orElse(null) : null,
                balancers.stream()
                        .flatMap(balancer -> Optional.ofNullable(balancer.get(ref)).stream())
                        .toList(),
                balancers.size());
    }

    /** Asks again from time to time, and only so often in one look. */
    private Optional<String> explanation(InstanceId ref, int[] asked) {
        Explanation known = explanations.get(ref);
        boolean old = known == null || nanos.getAsLong() - known.at() > EXPLANATION_AGE.toNanos();
        if (old && asked[0] < MAX_EXPLANATIONS_A_LOOK) {
            asked[0]++;
            known = new Explanation(sources.explanation().apply(ref), nanos.getAsLong());
            explanations.put(ref, known);
        }
        return known == null ? Optional.empty() : known.words();
    }

    private ServingStatus status(ExpectedInstance expected, InstanceFacts facts) {
        Serving serving = Serving.of(facts);
        ServingStatus before = last.statuses().get(expected.ref());
        Instant since = before != null && before.serves() == serving.serves()
                ? before.since()
                : observedBefore ? clock.instant() : serving.serves() ? null : clock.instant();
        return new ServingStatus(facts.isRunning(), serving, since);
    }
}
