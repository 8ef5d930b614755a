package io.paz.api.scheduler;

/**
 * A unit that a deployment submitted.
 *
 * @param hash SHA-1 of its text, to be compared with what the engine reports
 */
public record DeployedUnit(String name, String hash) {}
