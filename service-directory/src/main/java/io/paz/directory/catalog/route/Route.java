package io.paz.directory.catalog.route;

import io.paz.directory.catalog.field.Domains;
import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One route.
 *
 * @param host null for all of the service's own names
 * @param path prefix without a slash at its end; null for all paths
 */
public record Route(
        @Nullable String host,
        @Nullable String path,
        @Nullable Boolean stripPrefix,
        @Nullable Redirect redirect) {

    private static final int MAX_PATH_LENGTH = 255;
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]++)++");
    private static final String EXPECTED_PATH =
            "/ and segments of letters, digits and -._~, such as /api/v1, none of them . or .., at most 255 characters";

    /** @param field path of the route in the document, {@code routes[0]} */
    public static Route of(
            String field,
            @Nullable String host,
            @Nullable String path,
            @Nullable Boolean stripPrefix,
            @Nullable Redirect redirect) {
        Route route = new Route(
                host == null ? null : Domains.normalised(host, field + ".host"),
                path == null ? null : normalised(path, field + ".path"),
                stripPrefix,
                redirect);
        InvalidFieldException.unless(
                stripPrefix == null || !stripPrefix || route.path != null,
                field + ".stripPrefix",
                stripPrefix,
                "false, or a path beside it");
        InvalidFieldException.unless(
                route.host != null || redirect != null || Boolean.TRUE.equals(stripPrefix),
                field + ".host",
                null,
                "a host name; a route of the service's own names has stripPrefix or redirect");
        return route;
    }

    /** {@code /api/} is the same as {@code /api}, and {@code /} as no path. */
    private static @Nullable String normalised(String given, String field) {
        if (given.equals("/")) {
            return null;
        }
        String path = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        List<String> segments = Arrays.asList(path.split("/", -1));
        InvalidFieldException.unless(
                path.length() <= MAX_PATH_LENGTH
                        && PATH.matcher(path).matches()
                        && !segments.contains(".")
                        && !segments.contains(".."),
                field,
                given,
                EXPECTED_PATH);
        return path;
    }

    /** Path prefix as it is matched; empty for all paths. */
    public String prefix() {
        return path == null ? "" : path;
    }

    String matched() {
        return (host == null ? "" : host) + prefix();
    }
}
