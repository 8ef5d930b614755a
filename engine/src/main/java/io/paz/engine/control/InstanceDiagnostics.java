package io.paz.engine.control;

import io.paz.engine.InstanceId;
import io.paz.engine.spec.ContainerSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what an engine knows of an instance beyond its status. Every method blocks for a few seconds at most, and throws nothing where the
 * engine or a host does not answer: what cannot be read is not known.
 */
public interface InstanceDiagnostics {

    /** The status with why the instance is unhealthy, and the last lines that it printed. */
    InstanceStatus explain(ContainerSpec spec, InstanceStatus status);

    /**
     * How far the start of an instance has come, by what was said since a moment.
     *
     * @return empty when nothing can be read
     */
    Optional<StartProgress> progress(ContainerSpec spec, int instance, Instant since);

    /** Why a running instance is not announced; empty when it is, or when nothing says why. */
    Optional<String> unannouncedReason(InstanceId instance);
}
