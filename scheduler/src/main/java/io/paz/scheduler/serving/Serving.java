package io.paz.scheduler.serving;

import io.paz.engine.Condition;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an instance serves. The only definition: documents, metrics, drift, the page and {@code ./paz status} all show its result.
 *
 * <p>An instance serves when the engine runs it without a crash loop and, where it gets requests, it is announced and up in every load
 * balancer that answers; one that gets no requests must have run for a while instead. Pure.
 *
 * @param reason why it does not serve; null when it does
 */
public record Serving(boolean serves, @Nullable String reason) {

    /** How long an instance that gets no requests must run to serve. */
    static final Duration SETTLE_TIME = Duration.ofSeconds(1);

    /** The same for one that ended a short while ago. */
    static final Duration SETTLE_TIME_AFTER_RESTART = Duration.ofSeconds(30);

    /** So many ends within {@link InstanceHistory#RESTART_WINDOW} are a crash loop. */
    static final int CRASH_LOOP_RESTARTS = 3;

    private static final String NOT_RESTARTED = "; it gets no requests, and Paz does not restart it by itself";

    private static final Serving YES = new Serving(true, null);

    public static Serving of(InstanceFacts facts) {
        return engineProblem(facts)
                .or(() -> facts.expected().routed() ? routeProblem(facts) : settleProblem(facts))
                .map(reason -> new Serving(false, reason))
                .orElse(YES);
    }

    private static Optional<String> engineProblem(InstanceFacts facts) {
        if (!facts.engineAnswers()) {
            // What gets requests is judged by the load balancers.
            return facts.expected().routed() ? Optional.empty() : Optional.of("not known: " + facts.evidence());
        }
        if (facts.restarts() >= CRASH_LOOP_RESTARTS) {
            return Optional.of("crash loop: it " + ended(facts.restarts()));
        }
        Condition condition = facts.condition();
        if (condition == null) {
            return Optional.of("missing: no host has it");
        }
        return switch (condition) {
            case RUNNING -> Optional.empty();
            case UNPLACED -> Optional.of("no host takes it: " + facts.evidence());
            case PENDING -> Optional.of("starting: " + facts.evidence());
            case RESTARTING -> Optional.of("restarting: it " + ended(Math.max(1, facts.restarts())));
            case FAILED -> Optional.of("failed: " + facts.evidence());
        };
    }

    private static String ended(int restarts) {
        return "ended " + (restarts == 1 ? "once" : restarts + " times") + " within the last "
                + InstanceHistory.RESTART_WINDOW.toMinutes() + " minutes";
    }

    private static Optional<String> routeProblem(InstanceFacts facts) {
        if (Boolean.FALSE.equals(facts.announced())) {
            return Optional.of(
                    facts.unannouncedReason() == null
                            ? "not announced, so that it gets no requests"
                            : "unhealthy: " + facts.unannouncedReason() + NOT_RESTARTED);
        }
        if (facts.balancers() == 0) {
            return Optional.of("not known: no load balancer answers");
        }
        if (facts.servers().size() < facts.balancers()) {
            return Optional.of("not in the load balancer yet");
        }
        return facts.servers().stream()
                .filter(server -> !server.up())
                .findFirst()
                .map(server -> balancerProblem(facts, server));
    }

    private static String balancerProblem(InstanceFacts facts, BalancerHealth server) {
        if (server.failure().isEmpty()) {
            return "it is " + server.status() + " in the load balancer at " + server.balancer();
        }
        return "unhealthy: " + facts.expected().check() + " " + server.failure() + NOT_RESTARTED;
    }

    private static Optional<String> settleProblem(InstanceFacts facts) {
        Duration needed = facts.restarts() == 0 ? SETTLE_TIME : SETTLE_TIME_AFTER_RESTART;
        if (facts.runningFor().compareTo(needed) >= 0) {
            return Optional.empty();
        }
        String running = "running for " + facts.runningFor().toSeconds() + " s";
        return Optional.of(
                facts.restarts() == 0
                        ? "starting: " + running
                        : "restarted: " + running + ", and it " + ended(facts.restarts()) + "; it counts again after "
                                + needed.toSeconds() + " s");
    }
}
