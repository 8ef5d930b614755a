package io.paz.engine.view;

/** All that can be read of one engine. */
public record EngineView(ClusterView cluster, InstanceLogs logs, HostUsageSource usage) {}
