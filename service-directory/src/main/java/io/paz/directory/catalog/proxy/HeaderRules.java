package io.paz.directory.catalog.proxy;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rules of names and values of headers that HAProxy changes.
 *
 * @param field of the names
 * @param kept names that may not be changed, in lower case
 * @param reason why not
 */
record HeaderRules(String field, Pattern kept, String reason) {

    private static final int MAX_HEADERS = 40;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    /** Between single quotes HAProxy takes any character but those. */
    private static final Pattern VALUE = Pattern.compile("(?! )[ -&(-~]{1,500}(?<! )");

    void checkCount(int count) {
        InvalidFieldException.unless(count <= MAX_HEADERS, field, count + " headers", "at most " + MAX_HEADERS);
    }

    void checkValues(String action, Map<String, String> values, Set<String> seen) {
        values.forEach((name, value) -> {
            checkName(field + "." + action, name, seen);
            InvalidFieldException.unless(
                    value != null && VALUE.matcher(value).matches(),
                    field + "." + action + "." + name,
                    value,
                    "1 to 500 printable ASCII characters without ', no space first or last");
        });
    }

    void checkNames(String action, List<String> names, Set<String> seen) {
        names.forEach(name -> checkName(field + "." + action, name, seen));
    }

    private void checkName(String path, @Nullable String name, Set<String> seen) {
        String lower = String.valueOf(name).toLowerCase(Locale.ROOT);
        InvalidFieldException.unless(
                NAME.matcher(lower).matches() && !kept.matcher(lower).matches() && seen.add(lower),
                path,
                name,
                "names of letters, digits and -, each once, and none that " + reason);
    }
}
