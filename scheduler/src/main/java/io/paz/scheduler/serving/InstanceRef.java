package io.paz.scheduler.serving;

import io.paz.scheduler.release.ReleaseId;

/**
 * One instance of a version.
 *
 * @param instance 1, 2, 3, ...
 */
public record InstanceRef(ReleaseId release, int instance) {}
