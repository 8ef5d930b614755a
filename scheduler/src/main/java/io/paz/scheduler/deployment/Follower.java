package io.paz.scheduler.deployment;

import java.time.Instant;
import java.util.List;

/** Who follows a task while it runs. */
interface Follower {

    /** Whether it is no longer wanted. */
    boolean isCancelled();

    /** Is told stages that its instances have reached, in their order; each may be told again after a restart. */
    void seen(List<Seen> stages);

    /** When the instances that are waited for began to be submitted; what was printed before is about earlier ones. */
    Instant submittedSince();
}
