package io.paz.orchestrator.cluster;

/**
 * JSON document of an upstream component, passed through unchanged so that fields unknown here reach the caller.
 *
 * @param active whether work on it goes on, as on a deployment that runs
 * @param json one JSON object
 */
public record Document(String id, boolean active, String json) {}
