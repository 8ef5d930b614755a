package io.paz.scheduler.engine;

/**
 * A piece of a release as the engine knows it, a unit for instance.
 *
 * @param hash of its whole content, as the engine computes it
 */
public record Part(String name, String hash) {}
