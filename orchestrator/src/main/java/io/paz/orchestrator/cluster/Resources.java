package io.paz.orchestrator.cluster;

/**
 * What a host has.
 *
 * @param memory bytes
 * @param disk bytes
 */
public record Resources(int processors, long memory, long disk) {}
