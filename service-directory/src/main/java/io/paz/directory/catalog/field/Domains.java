package io.paz.directory.catalog.field;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Further host names of a service, or wildcards, in punycode, and kept in lower case. Each has one owner in the whole platform. */
public record Domains(List<String> values) {

    private static final int MAX_DOMAINS = 100;
    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST_NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")++");
    private static final Pattern ADDRESS = Pattern.compile(".*\\.[0-9]+");
    private static final List<String> GENERATED = List.of("paz", "localhost");
    private static final String STAR = "*.";
    private static final String LIMITS = "not beginning with paz-, not under .paz or .localhost";
    private static final String HOST = "a host name such as shop.example.com, without wildcard, " + LIMITS;
    private static final String DOMAIN = "a host name such as shop.example.com, or *.shop.example.com, " + LIMITS;

    public Domains {
        InvalidFieldException.unless(
                values.size() <= MAX_DOMAINS, "domains", values.size() + " entries", "at most " + MAX_DOMAINS);
        values = normalised(values);
    }

    private static List<String> normalised(List<String> given) {
        List<String> domains = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "domains[%d]".formatted(i);
            String domain = domain(given.get(i), field);
            InvalidFieldException.unless(seen.add(domain), field, given.get(i), "each domain once");
            domains.add(domain);
        }
        return List.copyOf(domains);
    }

    /** A star stands for one label, the first, and leaves at least two. */
    private static String domain(String given, String field) {
        return given.startsWith(STAR)
                ? STAR + checked(given.substring(STAR.length()), field, given, DOMAIN)
                : checked(given, field, given, DOMAIN);
    }

    /**
     * A host name in the form in which it is kept, without a star.
     *
     * @throws InvalidFieldException when no service may have it
     */
    public static String normalised(String given, String field) {
        return checked(given, field, given, HOST);
    }

    private static String checked(String host, String field, String given, String expected) {
        String domain = host.toLowerCase(Locale.ROOT);
        boolean valid = host.chars().allMatch(character -> character < 0x80)
                && given.length() <= MAX_LENGTH
                && HOST_NAME.matcher(domain).matches()
                && !ADDRESS.matcher(domain).matches()
                && !domain.startsWith("paz-")
                && GENERATED.stream().noneMatch(parent -> isUnder(domain, parent));
        InvalidFieldException.unless(valid, field, given, expected);
        return domain;
    }

    public static boolean isUnder(String domain, String parent) {
        return domain.equals(parent) || domain.endsWith("." + parent);
    }
}
