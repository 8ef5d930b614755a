package io.paz.certificate;

import io.paz.idna.InternationalNames;
import java.util.Locale;
import java.util.regex.Pattern;

/** Host names, and how certificates match them (RFC 6125): a star stands for one whole label, the first. */
public final class HostName {

    private static final String STAR = "*.";
    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern PATTERN =
            Pattern.compile("(\\*\\.(?=.*\\.))?+(" + LABEL + "\\.)++(?![0-9]+$)" + LABEL);

    private HostName() {}

    /** The name as it stands in certificates: in punycode and lower case, without a dot at its end. What is no name stays. */
    public static String toAscii(String name) {
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        String ascii = InternationalNames.toAscii(plain);
        boolean isAscii = ascii.chars().allMatch(character -> character < 0x80);
        return isAscii ? ascii.toLowerCase(Locale.ROOT) : name;
    }

    /** Whether it is a host name of at least two labels in punycode and lower case, or one with a star for its first label. */
    public static boolean isPattern(String name) {
        return name.length() <= MAX_LENGTH && PATTERN.matcher(name).matches();
    }

    /**
     * Whether a certificate for the pattern is one for the host.
     *
     * @param pattern such as {@code example.org} or {@code *.example.org}
     * @param host in Unicode or punycode; one with a star matches an equal pattern only
     */
    public static boolean matches(String pattern, String host) {
        String name = toAscii(host);
        if (!isPattern(name)) {
            return false;
        }
        int dot = name.indexOf('.');
        return pattern.equals(name)
                || pattern.startsWith(STAR) && pattern.substring(1).equals(name.substring(dot));
    }
}
