package io.paz.directory.catalog.field;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Further host names of a service, in punycode, and kept in lower case. Each has one owner in the whole platform. */
public record Domains(List<String> values) {

    private static final int MAX_DOMAINS = 100;
    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST_NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")++");
    private static final Pattern ADDRESS = Pattern.compile(".*\\.[0-9]+");
    private static final List<String> GENERATED = List.of("paz", "localhost");
    private static final String EXPECTED =
            "a host name such as shop.example.com, without wildcard, not beginning with paz-, not under .paz or .localhost";

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
            String domain = normalised(given.get(i), field);
            InvalidFieldException.unless(seen.add(domain), field, given.get(i), "each domain once");
            domains.add(domain);
        }
        return List.copyOf(domains);
    }

    /**
     * A host name in the form in which it is kept.
     *
     * @throws InvalidFieldException when no service may have it
     */
    public static String normalised(String given, String field) {
        String domain = given.toLowerCase(Locale.ROOT);
        boolean valid = given.chars().allMatch(character -> character < 0x80)
                && domain.length() <= MAX_LENGTH
                && HOST_NAME.matcher(domain).matches()
                && !ADDRESS.matcher(domain).matches()
                && !domain.startsWith("paz-")
                && GENERATED.stream().noneMatch(parent -> isUnder(domain, parent));
        InvalidFieldException.unless(valid, field, given, EXPECTED);
        return domain;
    }

    public static boolean isUnder(String domain, String parent) {
        return domain.equals(parent) || domain.endsWith("." + parent);
    }
}
