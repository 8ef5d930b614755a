package io.paz.api;

/**
 * The one shape of every failure.
 *
 * @param code short and stable, for programs: {@code invalid_field}, {@code not_found}, ...
 * @param message for people: field, value, what was expected, what to do
 * @param uuid id of the request, the same as in the header {@code x-api-uuid} and in the log
 */
public record ErrorDocument(String code, String message, String uuid) {}
