package io.paz.directory.catalog.field;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Labels of the container, beside those that Paz sets itself. */
public record Labels(Map<String, String> values) {

    private static final int MAX_LABELS = 100;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,254}");

    public Labels {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        InvalidFieldException.unless(
                values.size() <= MAX_LABELS, "labels", values.size() + " entries", "at most " + MAX_LABELS);
        values.forEach(Labels::check);
    }

    private static void check(String key, String value) {
        InvalidFieldException.unless(
                KEY.matcher(key).matches() && !key.startsWith("io.paz."),
                "labels",
                key,
                "names of letters, digits and . _ / -, not beginning with io.paz.");
        InvalidFieldException.unless(
                UnitText.isCarried(value) && UnitText.isOneLine(value),
                "labels." + key,
                value,
                "at most 1,500 bytes, each control character counted as 4, without NUL and noncharacters");
    }
}
