package io.paz.scheduler.release;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests that a service gets or redirects beside those for its own host names.
 *
 * @param host all of the service's own names when null
 * @param path prefix of the path; all paths when null
 */
public record Route(
        @Nullable String host,
        @Nullable String path,
        @Nullable Boolean stripPrefix,
        @Nullable Redirect redirect) {

    /** Where clients are sent instead. */
    public record Redirect(
            String url,
            @Nullable Boolean permanent,
            @Nullable Boolean keepPath) {

        private String status() {
            String code = Boolean.TRUE.equals(permanent) ? "308" : "307";
            return Boolean.TRUE.equals(keepPath) ? code + "+" : code;
        }
    }

    /** The host that is named, unless it is all of the service's own. */
    public Optional<String> namedHost() {
        return Optional.ofNullable(host);
    }

    /** Path prefix as it is matched; empty for all paths. */
    public String prefix() {
        return path == null ? "" : path;
    }

    /** What HAProxy's template reads: host, path, whether it is stripped, status and URL of the redirect. */
    public String setting() {
        return "%s %s %s %s %s"
                .formatted(
                        host == null ? "*" : host,
                        path == null ? "/" : path,
                        Boolean.TRUE.equals(stripPrefix) ? "strip" : "keep",
                        redirect == null ? "-" : redirect.status(),
                        redirect == null ? "-" : redirect.url());
    }
}
