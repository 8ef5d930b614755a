package io.paz.scheduler.health;

import io.paz.scheduler.deployment.ReachedStage;
import java.time.Instant;
import java.util.List;

/** Observes a running task, and can cancel it. */
public interface TaskListener {

    /** Whether it is no longer wanted. */
    boolean isCancelled();

    /** Receives stages that its instances have reached, in their order; each may come again after a restart. */
    void seen(List<ReachedStage> stages);

    /** When the instances that are waited for began to be submitted; what was printed before is about earlier ones. */
    Instant submittedSince();
}
