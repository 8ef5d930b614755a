package io.paz.confd.template.value;

/** Go's path.Match: {@code *} and {@code ?} within one name, {@code [a-z]} and {@code [^a-z]}, {@code \} before a literal. */
final class Glob {

    private final String pattern;

    Glob(String pattern) {
        this.pattern = pattern;
    }

    boolean matches(String path) {
        return matches(0, path, 0);
    }

    private boolean matches(int p, String path, int s) {
        if (p == pattern.length()) {
            return s == path.length();
        }
        if (pattern.charAt(p) == '*') {
            return matchesStar(p, path, s);
        }
        if (s == path.length()) {
            return false;
        }
        int c = path.codePointAt(s);
        int next = s + Character.charCount(c);
        return switch (pattern.charAt(p)) {
            case '?' -> c != '/' && matches(p + 1, path, next);
            case '[' -> classAccepts(p, c) && matches(endOfClass(p), path, next);
            case '\\' -> literal(p + 1) == c && matches(p + 1 + Character.charCount(literal(p + 1)), path, next);
            default -> literal(p) == c && matches(p + Character.charCount(c), path, next);
        };
    }

    private boolean matchesStar(int p, String path, int s) {
        int end = path.indexOf('/', s);
        for (int i = s; i <= (end < 0 ? path.length() : end); i++) {
            if (matches(p + 1, path, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean classAccepts(int p, int c) {
        boolean negated = p + 1 < pattern.length() && pattern.charAt(p + 1) == '^';
        int i = p + (negated ? 2 : 1);
        int end = endOfClass(p) - 1;
        boolean found = false;
        while (i < end) {
            int low = literal(i);
            i += Character.charCount(low);
            int high = low;
            if (i + 1 < end && pattern.charAt(i) == '-') {
                high = literal(i + 1);
                i += 1 + Character.charCount(high);
            }
            found |= low <= c && c <= high;
        }
        return found != negated;
    }

    private int endOfClass(int p) {
        int end = pattern.indexOf(']', p + 2);
        if (end < 0) {
            throw new FunctionException("the pattern \"" + pattern + "\" has a [ without its ]");
        }
        return end + 1;
    }

    private int literal(int p) {
        if (p >= pattern.length()) {
            throw new FunctionException("the pattern \"" + pattern + "\" ends with \\");
        }
        return pattern.codePointAt(p);
    }
}
