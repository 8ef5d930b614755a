package io.paz.directory.catalog.field;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of an environment: part of host names, unit names and keys, behind the name of each of its services and a dot. */
public record EnvironmentName(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,19}[a-z0-9]");
    /** Domains that Paz generates names in, and that environments of a domain would be mistaken for. */
    private static final Set<String> RESERVED = Set.of("paz", "localhost", "all");

    private static final String EXPECTED = "2 to 21 of a-z, 0-9 and -, first a letter, last no -;"
            + " not \"paz\", \"localhost\" or \"all\", not beginning with \"paz-\", not ending with \"-announce\" or \"-loadbalancer\"";

    /** The environment that is there from the start, and that no other name mentions. */
    public static final EnvironmentName PRODUCTION = new EnvironmentName("production");

    public EnvironmentName {
        InvalidFieldException.unless(isName(value), "name", value, EXPECTED);
    }

    /** @param field that the text was given in */
    public static EnvironmentName of(String field, @Nullable String text) {
        if (text == null || !isName(text)) {
            throw new InvalidFieldException(field, text, EXPECTED);
        }
        return new EnvironmentName(text);
    }

    /** Empty for a text that no environment can have as its name. */
    public static Optional<EnvironmentName> ifValid(String text) {
        return isName(text) ? Optional.of(new EnvironmentName(text)) : Optional.empty();
    }

    static boolean isName(String text) {
        return SHAPE.matcher(text).matches()
                && !RESERVED.contains(text)
                && !text.startsWith("paz-")
                && !text.endsWith("-announce")
                && !text.endsWith("-loadbalancer");
    }

    public boolean isProduction() {
        return value.equals(PRODUCTION.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
