package io.paz.directory.catalog;

/**
 * Who asked for a change.
 *
 * @param kind how the sender of the request is known
 * @param name for people
 */
public record Requester(String kind, String name) {}
