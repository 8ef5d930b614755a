package io.paz.announcer;

import java.util.concurrent.CompletionStage;

/** Checks containers; a check ends within its timeout and a second. */
public interface HealthChecker extends AutoCloseable {

    CompletionStage<CheckResult> check(Registration registration, ContainerState container);

    /** Whether the container's first process is still there. */
    boolean isAlive(ContainerState container);

    @Override
    void close();
}
