package io.paz.scheduler.canary;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.canary.CanaryAnalysis.Finding;
import io.paz.scheduler.deployment.CanaryTrial;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.health.BalancerGate;
import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.release.Canary;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Timeouts;
import io.paz.scheduler.traffic.LoadBalancers;
import io.paz.scheduler.traffic.TrafficTotals;
import io.paz.scheduler.traffic.TrafficWeights;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Executes the tasks of a canary: sets shares of the traffic, and watches what they bring. Every call blocks and may be repeated. */
public final class CanaryRunner {

    /** How many times its own length a share is held on to while there are too few requests to judge it. */
    private static final int EXTENSIONS = 3;

    /** A restart of the scheduler may prolong a trial by so much. */
    private static final Duration BETWEEN_RECORDS = Duration.ofSeconds(5);

    /** Shares that differ by less are called the same. */
    private static final double NEGLIGIBLE_PERCENT = 0.5;

    private final Routes routes;
    private final LoadBalancers balancers;
    private final BalancerGate gate;
    private final Timeouts timeouts;
    private final Pause pause;
    private final Clock clock;
    private final LongSupplier nanos;

    /** @param nanos a clock that never jumps, by which a trial's time is measured */
    public CanaryRunner(
            Routes routes,
            LoadBalancers balancers,
            BalancerGate gate,
            Timeouts timeouts,
            Pause pause,
            Clock clock,
            LongSupplier nanos) {
        this.routes = routes;
        this.balancers = balancers;
        this.gate = gate;
        this.timeouts = timeouts;
        this.pause = pause;
        this.clock = clock;
        this.nanos = nanos;
    }

    public String share(Takeover takeover, int percent) {
        TrafficWeights weights = weightsOf(takeover, percent);
        routes.publishWeights(byRelease(takeover, weights));
        return notAsAsked(takeover, weights, percent)
                + String.format(
                        Locale.ROOT,
                        "%.1f %% for version %d: weight %d for each of its %d instances, %d for each of %d old ones",
                        weights.percent(
                                takeover.next().instances().size(),
                                takeover.old().size()),
                        takeover.next().id().version(),
                        weights.next(),
                        takeover.next().instances().size(),
                        weights.old(),
                        takeover.old().size());
    }

    public String awaitShare(Takeover takeover, int percent, Deadline deadline, BooleanSupplier cancelled)
            throws DeploymentFailedException {
        Release next = takeover.next();
        Map<ReleaseId, Integer> weights = weights(takeover, percent);
        if (percent == 0) {
            return gate.awaitWeights(weights, Deadline.in(Timeouts.UNROUTING), cancelled);
        }
        gate.awaitUp(next.id(), next.instances(), deadline, cancelled);
        return gate.awaitWeights(weights, deadline, cancelled);
    }

    /** The share that the new version really gets. */
    private static String inWords(Takeover takeover, int percent) {
        TrafficWeights weights = weightsOf(takeover, percent);
        String asked = notAsAsked(takeover, weights, percent);
        return asked.isEmpty()
                ? percent + " % of the traffic"
                : String.format(
                        Locale.ROOT,
                        "%.1f %% of the traffic (%s)",
                        real(takeover, weights),
                        asked.substring(0, asked.length() - 2));
    }

    /** Empty where the share is what was asked for. */
    private static String notAsAsked(Takeover takeover, TrafficWeights weights, int percent) {
        return Math.abs(real(takeover, weights) - percent) < NEGLIGIBLE_PERCENT
                ? ""
                : "%d %% was asked for, which weights of 1 to 256 cannot give to %d new and %d old instances: "
                        .formatted(
                                percent,
                                takeover.next().instances().size(),
                                takeover.old().size());
    }

    private static double real(Takeover takeover, TrafficWeights weights) {
        return weights.percent(
                takeover.next().instances().size(), takeover.old().size());
    }

    /** By version, as a share of so many percent sets them. */
    public static Map<ReleaseId, Integer> weights(Takeover takeover, int percent) {
        return byRelease(takeover, weightsOf(takeover, percent));
    }

    private static TrafficWeights weightsOf(Takeover takeover, int percent) {
        return TrafficWeights.of(
                percent, takeover.next().instances().size(), takeover.old().size());
    }

    private static Map<ReleaseId, Integer> byRelease(Takeover takeover, TrafficWeights weights) {
        Map<ReleaseId, Integer> byRelease = new LinkedHashMap<>();
        takeover.serving().forEach(old -> byRelease.put(old.id(), weights.old()));
        byRelease.put(takeover.next().id(), weights.next());
        return byRelease;
    }

    /** Failures are judged all the time, response times at the end: the first answers of a new process are its slowest. */
    public String judge(Takeover takeover, int percent, CanaryState state) throws DeploymentFailedException {
        Canary limits = takeover.next().config().canaryRules();
        String share = inWords(takeover, percent);
        CanaryTrial trial = state.trial();
        long before = nanos.getAsLong();
        while (true) {
            CanaryObservation seen =
                    CanaryObservation.of(balancers.ask(takeover.next().id().service()), takeover);
            long now = nanos.getAsLong();
            trial = advance(trial, Duration.ofNanos(now - before), seen, state);
            before = now;
            CanaryAnalysis verdict = CanaryAnalysis.of(
                    seen.next().sample(trial.next().sum()),
                    seen.old().sample(trial.old().sum()),
                    limits);
            Duration age = trial.age();
            String summary = "at " + share + ", after " + age.toSeconds() + " s: " + verdict.figures() + seen.silent();
            if (state.isPromoted()) {
                return Intervention.PROMOTE.evidence() + " " + summary;
            }
            if (isOver(verdict, age, limits, summary)) {
                return summary;
            }
            if (state.isCancelled()) {
                throw DeploymentFailedException.cancelled();
            }
            pause.of(timeouts.poll());
        }
    }

    private CanaryTrial advance(
            @Nullable CanaryTrial trial, Duration passed, CanaryObservation seen, CanaryState state) {
        if (trial == null) {
            CanaryTrial begun = new CanaryTrial(
                    clock.instant(),
                    Duration.ZERO,
                    TrafficTotals.from(seen.next().readings()),
                    TrafficTotals.from(seen.old().readings()));
            state.keep(begun);
            return begun;
        }
        CanaryTrial advanced = new CanaryTrial(
                trial.begunAt(),
                trial.age().plus(passed),
                trial.next().next(seen.next().readings()),
                trial.old().next(seen.old().readings()));
        boolean due = advanced.age().dividedBy(BETWEEN_RECORDS) > trial.age().dividedBy(BETWEEN_RECORDS);
        if (due || !advanced.restarts().equals(trial.restarts())) {
            state.keep(advanced);
        }
        return advanced;
    }

    private static boolean isOver(CanaryAnalysis verdict, Duration age, Canary limits, String summary)
            throws DeploymentFailedException {
        boolean timeIsUp = age.compareTo(limits.step()) >= 0;
        boolean lastTimeIsUp = age.compareTo(limits.step().multipliedBy(1 + EXTENSIONS)) >= 0;
        if (verdict.finding() == Finding.MORE_ERRORS) {
            throw DeploymentFailedException.takenBack("more requests fail than allowed, " + summary);
        }
        if (verdict.finding() == Finding.SLOWER && timeIsUp) {
            throw DeploymentFailedException.takenBack("answers take longer than allowed, " + summary);
        }
        if (verdict.finding() == Finding.TOO_FEW_REQUESTS && lastTimeIsUp) {
            throw DeploymentFailedException.takenBack("not enough requests to judge it (lower strategy.minRequests"
                    + " where there are few), " + summary);
        }
        return verdict.finding() == Finding.GOOD && timeIsUp;
    }
}
