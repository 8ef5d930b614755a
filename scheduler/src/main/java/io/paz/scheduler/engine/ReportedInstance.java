package io.paz.scheduler.engine;

import io.paz.scheduler.engine.InstanceStatus.Condition;
import io.paz.scheduler.release.ReleaseId;

/**
 * An instance of any release, as the host that has it reports it.
 *
 * @param evidence what the engine said, for people
 */
public record ReportedInstance(ReleaseId release, int instance, Condition condition, String evidence) {}
