package io.paz.scheduler.serving;

import io.paz.engine.InstanceId;

/**
 * An instance that should serve.
 *
 * @param routed whether it gets requests through the load balancers, or only runs
 * @param check its health check in words, such as {@code GET /health}
 */
public record ExpectedInstance(InstanceId ref, boolean routed, String check) {}
