package io.paz.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One instance of a version of a service. Its text, {@code <service>-<version>-<instance>}, is the name of its container and of
 * its server in HAProxy; this class is the only place that composes and parses it.
 *
 * @param version 1, 2, 3, ... for each service
 * @param instance 1, 2, 3, ... for each version
 */
public record InstanceId(String service, int version, int instance) {

    /** A deployed name holds dashes and digits itself, so a name is read from the right. */
    private static final Pattern SHAPE =
            Pattern.compile("([a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)?)-([1-9][0-9]{0,8})-([1-9][0-9]{0,8})");

    /** Parses {@code <service>-<version>-<instance>}; empty for every other text. */
    public static Optional<InstanceId> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(new InstanceId(
                        matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** The version that it is an instance of. */
    public ReleaseId release() {
        return new ReleaseId(service, version);
    }

    @Override
    public String toString() {
        return service + "-" + version + "-" + instance;
    }
}
