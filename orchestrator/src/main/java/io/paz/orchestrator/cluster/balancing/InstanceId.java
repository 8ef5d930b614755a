package io.paz.orchestrator.cluster.balancing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One instance of a version of a service; its text is the name of its unit and of its server. */
public record InstanceId(String service, int version, int instance) {

    private static final Pattern SHAPE = Pattern.compile("(.+)-([1-9][0-9]{0,8})-([1-9][0-9]{0,8})");

    /** Reads {@code <service>-<version>-<instance>} from the right; empty for every other text. */
    public static Optional<InstanceId> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(new InstanceId(
                        matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return service + "-" + version + "-" + instance;
    }
}
