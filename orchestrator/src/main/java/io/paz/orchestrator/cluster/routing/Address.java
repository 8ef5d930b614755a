package io.paz.orchestrator.cluster.routing;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Address of an instance. */
public record Address(String host, int port) {

    static final String EXPECTED = "ip:port with an ip that is a key of /paz/config/hosts, port 1 to 65535";

    static final String EXPECTED_OF_PART =
            "ip:port with an ip that is a key of /paz/config/hosts or /paz/config/part-hosts, port 1 to 65535";

    private static final String NUMBER = "(?:0|[1-9][0-9]{0,2})";
    private static final Pattern SHAPE = Pattern.compile("(" + NUMBER + "(?:\\." + NUMBER + "){3}):([1-9][0-9]{0,4})");
    /** Unspecified, link-local and multicast addresses, and those above. */
    private static final Pattern NEVER_A_HOST = Pattern.compile("0\\.|169\\.254\\.|22[4-9]\\.|2[3-9][0-9]\\.");

    private static final int MAX_BYTE = 255;
    private static final int MAX_PORT = 65535;

    /** Empty when the value is of another shape, or its host may not be announced. */
    static Optional<Address> parse(String value, Set<String> hosts) {
        Matcher matcher = SHAPE.matcher(value);
        if (!matcher.matches() || !hosts.contains(matcher.group(1))) {
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group(2));
        boolean unusable = NEVER_A_HOST.matcher(matcher.group(1)).lookingAt();
        boolean bytes = Pattern.compile("\\.")
                .splitAsStream(matcher.group(1))
                .allMatch(part -> Integer.parseInt(part) <= MAX_BYTE);
        return !unusable && bytes && port <= MAX_PORT
                ? Optional.of(new Address(matcher.group(1), port))
                : Optional.empty();
    }
}
