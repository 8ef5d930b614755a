package io.paz.api.directory;

/**
 * The answer to a change of a configuration.
 *
 * @param lastModifiedTime milliseconds since 1970
 */
public record ConfigurationPatched(ServiceConfiguration config, long lastModifiedTime) {}
