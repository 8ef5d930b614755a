package io.paz.directory.catalog.field;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a service: part of host names, unit names and keys, and therefore of few characters. */
public record ServiceName(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,38}[a-z0-9]");
    private static final String EXPECTED = "3 to 40 of a-z, 0-9 and -, first a letter, last no -;"
            + " not \"stats\", not beginning with \"paz-\", not ending with \"-announce\"";

    public ServiceName {
        InvalidFieldException.unless(isName(value), "name", value, EXPECTED);
    }

    public static ServiceName of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("name", null, EXPECTED);
        }
        return new ServiceName(text);
    }

    /** Empty for a text that no service can have as its name. */
    public static Optional<ServiceName> ifValid(String text) {
        return isName(text) ? Optional.of(new ServiceName(text)) : Optional.empty();
    }

    private static boolean isName(String text) {
        return SHAPE.matcher(text).matches()
                && !text.equals("stats")
                && !text.startsWith("paz-")
                && !text.endsWith("-announce");
    }

    @Override
    public String toString() {
        return value;
    }
}
