package io.paz.orchestrator.monitoring;

/**
 * What a host has.
 *
 * @param memory bytes
 * @param disk bytes
 */
public record Capacity(int processors, long memory, long disk) {}
