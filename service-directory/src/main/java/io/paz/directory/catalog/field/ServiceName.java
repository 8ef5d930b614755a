package io.paz.directory.catalog.field;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name under which a service is deployed: {@code <service>} in production, {@code <service>.<environment>} in another environment.
 * It is part of host names, unit names and keys, and therefore of few characters.
 */
public record ServiceName(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,38}[a-z0-9]");
    private static final String EXPECTED = "3 to 40 of a-z, 0-9 and -, first a letter, last no -;"
            + " not \"stats\", not beginning with \"paz-\", not ending with \"-announce\"; outside production, . and the environment behind it";

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
        int dot = text.indexOf('.');
        return dot < 0
                ? isService(text)
                : isService(text.substring(0, dot)) && isNamedEnvironment(text.substring(dot + 1));
    }

    private static boolean isService(String text) {
        return SHAPE.matcher(text).matches()
                && !text.equals("stats")
                && !text.startsWith("paz-")
                && !text.endsWith("-announce");
    }

    private static boolean isNamedEnvironment(String text) {
        return EnvironmentName.isName(text) && !text.equals("production");
    }

    /** The same service in an environment. */
    public ServiceName in(EnvironmentName environment) {
        return new ServiceName(environment.isProduction() ? service() : service() + "." + environment);
    }

    /** The name that the service has in each environment. */
    public String service() {
        int dot = value.indexOf('.');
        return dot < 0 ? value : value.substring(0, dot);
    }

    public EnvironmentName environment() {
        int dot = value.indexOf('.');
        return dot < 0 ? EnvironmentName.PRODUCTION : new EnvironmentName(value.substring(dot + 1));
    }

    @Override
    public String toString() {
        return value;
    }
}
