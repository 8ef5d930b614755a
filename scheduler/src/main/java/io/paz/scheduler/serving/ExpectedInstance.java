package io.paz.scheduler.serving;

/**
 * An instance that should serve.
 *
 * @param routed whether it gets requests through the load balancers, or only runs
 * @param check its health check in words, such as {@code GET /health}
 */
public record ExpectedInstance(InstanceRef ref, boolean routed, String check) {}
