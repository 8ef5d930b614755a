package io.paz.scheduler.serving;

import io.paz.engine.Condition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Observations of one instance.
 *
 * @param condition what the engine makes of it; null when the engine does not report it
 * @param evidence what the engine said, or why it could not be asked, for people
 * @param engineAnswers whether the engine could be asked
 * @param runningFor how long it has run without a break, as far as it was observed
 * @param restarts how often it ended within {@link InstanceHistory#RESTART_WINDOW}
 * @param announced whether it has a key in etcd; null while etcd cannot be read
 * @param unannouncedReason why it has none, in the words of what checks it; null when that is not known
 * @param servers what each load balancer that answers says of it
 * @param balancers how many load balancers answer
 */
public record InstanceFacts(
        ExpectedInstance expected,
        @Nullable Condition condition,
        String evidence,
        boolean engineAnswers,
        Duration runningFor,
        int restarts,
        @Nullable Boolean announced,
        @Nullable String unannouncedReason,
        List<BalancerHealth> servers,
        int balancers) {

    public InstanceFacts {
        servers = List.copyOf(servers);
    }

    boolean isRunning() {
        return condition == Condition.RUNNING;
    }
}
