package io.paz.engine;

/**
 * What a host has.
 *
 * @param memory bytes
 * @param disk bytes
 */
public record HostResources(int processors, long memory, long disk) {}
