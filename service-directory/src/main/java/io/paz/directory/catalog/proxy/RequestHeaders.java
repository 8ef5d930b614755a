package io.paz.directory.catalog.proxy;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Headers that an instance sees otherwise than the client sent them.
 *
 * @param set values by names, in their order
 */
public record RequestHeaders(Map<String, String> set, List<String> remove) {

    private static final int MAX_HEADERS = 40;
    private static final String FIELD = "proxy.requestHeaders";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    /** Between single quotes HAProxy takes any character but those. */
    private static final Pattern VALUE = Pattern.compile("(?! )[ -&(-~]{1,500}(?<! )");

    /** HAProxy, the connection or who is asking depend on them. */
    private static final Pattern KEPT = Pattern.compile(
            "host|connection|keep-alive|te|trailer|transfer-encoding|content-length|upgrade|expect|forwarded"
                    + "|authorization|cookie|x-request-id|x-real-ip|x-client-ip|true-client-ip|(?:x-forwarded-|x-paz-|sec-|proxy-|http2-).*");

    public RequestHeaders {
        set = new TreeMap<>(set);
        remove = remove.stream().map(name -> name == null ? "" : name).toList();
        InvalidFieldException.unless(
                set.size() + remove.size() <= MAX_HEADERS,
                FIELD,
                set.size() + remove.size() + " headers",
                "at most " + MAX_HEADERS);
        Set<String> seen = new HashSet<>();
        set.forEach((name, value) -> {
            checkName(FIELD + ".set", name, seen);
            InvalidFieldException.unless(
                    value != null && VALUE.matcher(value).matches(),
                    FIELD + ".set." + name,
                    value,
                    "1 to 500 printable ASCII characters without ', no space first or last");
        });
        remove.forEach(name -> checkName(FIELD + ".remove", name, seen));
    }

    private static void checkName(String field, @Nullable String name, Set<String> seen) {
        String lower = String.valueOf(name).toLowerCase(Locale.ROOT);
        InvalidFieldException.unless(
                NAME.matcher(lower).matches() && !KEPT.matcher(lower).matches() && seen.add(lower),
                field,
                name,
                "names of letters, digits and -, each once, and none that the connection or who is asking depends on");
    }
}
