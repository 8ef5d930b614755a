package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where clients are sent instead.
 *
 * @param url an http or https URL, or an absolute path
 * @param permanent whether clients may remember it, 308 in place of 307; false when absent
 * @param keepPath whether the request's path and query follow behind the URL; false when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Redirect(
        @Nullable String url,
        @Nullable Boolean permanent,
        @Nullable Boolean keepPath) {}
