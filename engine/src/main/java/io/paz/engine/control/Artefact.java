package io.paz.engine.control;

/**
 * A piece of a release as the engine is given it, such as a file or a definition. Only the engine understands it;
 * everybody else shows its text and compares its hash.
 *
 * @param hash of its whole content, as the engine computes it
 */
public record Artefact(String name, String hash, String text) {}
