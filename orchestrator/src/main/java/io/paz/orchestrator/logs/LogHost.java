package io.paz.orchestrator.logs;

/** @param address of the machine, in the cluster's network */
public record LogHost(String id, String address) {}
