package io.paz.orchestrator.cluster;

/**
 * What a part behind says of one thing, word for word, so that a field that only that part knows reaches those who ask here.
 *
 * @param active whether work on it goes on, as on a deployment that runs
 * @param json one JSON object
 */
public record Document(String id, boolean active, String json) {}
