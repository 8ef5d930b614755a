package io.paz.scheduler.engine;

import io.paz.scheduler.engine.InstanceStatus.Condition;
import io.paz.scheduler.release.ReleaseId;
import org.jspecify.annotations.Nullable;

/**
 * A part that the engine holds now, or that it gave up and that is still being stopped.
 *
 * @param release as its name says, whoever gave it that name
 * @param instance as its name says
 * @param sidekick whether it announces an instance, instead of being one
 * @param hash of its whole content
 * @param launched whether the engine means it to run
 * @param evidence what the engine said, for people
 * @param machine that it is placed on, as the engine names it; null while it has none
 */
public record HeldPart(
        ReleaseId release,
        int instance,
        String name,
        boolean sidekick,
        String hash,
        boolean launched,
        Condition condition,
        String evidence,
        @Nullable String machine) {}
