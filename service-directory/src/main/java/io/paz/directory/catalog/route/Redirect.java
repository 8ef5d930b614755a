package io.paz.directory.catalog.route;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where clients are sent instead; the URL holds no character that could end the header that it is sent in. */
public record Redirect(
        String url, @Nullable Boolean permanent, @Nullable Boolean keepPath) {

    private static final int MAX_URL_LENGTH = 1000;
    private static final Pattern URL =
            Pattern.compile("(?:https?://[A-Za-z0-9.-]++(?::[0-9]{1,5}+)?+(?![^/?])|/(?!/))[A-Za-z0-9/_.~%?=&+,:@-]*+");
    private static final String EXPECTED =
            "an http or https URL, or a path such as /new, of letters, digits and /-_.~%?=&+,:@, at most 1000 characters";

    /** @param field path of the redirect in the document, {@code routes[0].redirect} */
    public static Redirect of(
            String field, @Nullable String url, @Nullable Boolean permanent, @Nullable Boolean keepPath) {
        InvalidFieldException.unless(
                url != null
                        && url.length() <= MAX_URL_LENGTH
                        && URL.matcher(url).matches(),
                field + ".url",
                url,
                EXPECTED);
        String target = String.valueOf(url);
        InvalidFieldException.unless(
                keepPath == null || !keepPath || !target.endsWith("/") && !target.contains("?"),
                field + ".url",
                url,
                "with keepPath a URL without ? and without / at its end, since the request's path follows");
        return new Redirect(target, permanent, keepPath);
    }
}
