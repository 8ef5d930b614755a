package io.paz.scheduler.deployment.serving;

import io.paz.scheduler.deployment.release.ReleaseId;

/**
 * One instance of a version.
 *
 * @param instance 1, 2, 3, ...
 */
public record InstanceRef(ReleaseId release, int instance) {}
