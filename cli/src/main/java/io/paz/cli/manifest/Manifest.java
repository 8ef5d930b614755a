package io.paz.cli.manifest;

import java.util.Map;

/**
 * What a file says.
 *
 * @param places file, line and column of each service, for messages
 */
public record Manifest(Catalogue catalogue, Map<String, String> places) {}
