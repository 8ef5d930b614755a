package io.paz.engine.control;

/** All through which one engine is told what to run. */
public record Engine(ClusterEngine cluster, InstanceDiagnostics diagnostics, HostImages images, HostSpace space) {}
