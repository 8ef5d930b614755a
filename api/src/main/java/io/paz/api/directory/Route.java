package io.paz.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Requests that a service gets, or redirects, beside those for its own host names.
 *
 * @param host a host name, which several services may share by paths; all of the service's own names when absent
 * @param path prefix of the path, at whole segments; all paths when absent
 * @param stripPrefix whether the instance sees the path without the prefix; false when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route(
        @Nullable String host,
        @Nullable String path,
        @Nullable Boolean stripPrefix,
        @Nullable Redirect redirect) {}
