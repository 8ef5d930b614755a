package io.paz.host.unit.text;

import java.util.regex.Pattern;

/** fleet's patterns of unit names: {@code *}, {@code ?}, {@code [a-z]} and {@code \} as in Go's {@code path.Match}. */
public final class Globs {
    private static final String SYNTAX = ".(){}+|^$&~#@";

    private Globs() {}

    /** Whether the pattern matches the whole name; a malformed pattern matches nothing. */
    public static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else if (inClass) {
                regex.append(c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
                inClass = c != ']';
            } else {
                regex.append(translate(c));
                inClass = c == '[';
            }
        }
        return !inClass && !pattern.endsWith("\\") && name.matches(regex.toString());
    }

    private static String translate(char c) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            case '[' -> "[";
            default -> SYNTAX.indexOf(c) >= 0 || c == ']' ? "\\" + c : String.valueOf(c);
        };
    }
}
