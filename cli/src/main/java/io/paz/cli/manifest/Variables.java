package io.paz.cli.manifest;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The declared variables of a file, which <code>${NAME}</code> in its texts stands for; <code>$${</code> is <code>${</code> itself.
 *
 * @param declared names that may be used
 * @param values of the process's environment
 */
record Variables(Set<String> declared, Map<String, String> values) {

    static final Variables NONE = new Variables(Set.of(), Map.of());

    private static final Pattern USE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}?");

    String expand(String text) {
        return text.contains("${") ? USE.matcher(text).replaceAll(this::replacement) : text;
    }

    private String replacement(java.util.regex.MatchResult use) {
        return Matcher.quoteReplacement(use.group(1) == null ? "${" : value(use.group(1)));
    }

    /** IllegalArgumentException where it may not be used. */
    private String value(String name) {
        if (!declared.contains(name)) {
            throw new IllegalArgumentException("${" + name
                    + "} is not declared (expected: a name that stands under variables; $${ is the text itself)");
        }
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("${" + name + "} has no value in the environment of this process");
        }
        return value;
    }

    static String escape(String text) {
        return text.replace("${", "$${");
    }
}
