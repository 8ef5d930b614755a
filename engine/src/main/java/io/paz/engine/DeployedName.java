package io.paz.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name under which a service is deployed: {@code <service>} in production, {@code <service>.<environment>} in another environment. It
 * stands in all names of its instances, in keys and host names, so that nothing else has to know environments.
 */
public record DeployedName(String service, String environment) {

    /** The environment that is there from the start, and that no name mentions. */
    public static final String PRODUCTION = "production";

    /** Pattern of a deployed name as the directory accepts it, for patterns that hold one. */
    public static final String PATTERN = "[a-z][a-z0-9-]{1,38}[a-z0-9](?:\\.[a-z][a-z0-9-]{0,19}[a-z0-9])?";

    /** Pattern of what may stand in a key in place of a deployed name. */
    public static final String LENIENT_PATTERN = "[a-z][a-z0-9-]{0,62}+(?:\\.[a-z][a-z0-9-]{0,62}+)?+";

    private static final Pattern SHAPE = Pattern.compile(PATTERN);

    /** Parses a deployed name; empty for every other text. */
    public static Optional<DeployedName> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches() ? Optional.of(of(text)) : Optional.empty();
    }

    /** The parts of a deployed name, whose form is not checked. */
    public static DeployedName of(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new DeployedName(text, PRODUCTION)
                : new DeployedName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** Whether a text is a deployed name. */
    public static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** Whether a text may be the name of an environment. */
    public static boolean isEnvironment(String text) {
        return text.equals(PRODUCTION) || SHAPE.matcher("any." + text).matches();
    }

    public boolean isProduction() {
        return environment.equals(PRODUCTION);
    }

    /** Another service of the same environment. */
    public DeployedName beside(String other) {
        return new DeployedName(other, environment);
    }

    /** Domain below which the services of the environment are reached inside the platform. */
    public String domain() {
        return isProduction() ? "paz" : environment + ".paz";
    }

    @Override
    public String toString() {
        return isProduction() ? service : service + "." + environment;
    }
}
