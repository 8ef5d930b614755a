package io.paz.directory.catalog.field;

import java.util.regex.Pattern;

/** Rules for an absolute path in {@code source:target}. */
public final class AbsolutePath {

    private static final Pattern ABSOLUTE = Pattern.compile("(?:/[^/:\\p{Cntrl}]++)++");
    private static final int MAX_LENGTH = 1024;

    private AbsolutePath() {}

    /** Whether the path is absolute, is not the root, and has no part {@code .}, {@code ..} or empty. */
    public static boolean isPlain(String path) {
        return path.length() <= MAX_LENGTH
                && ABSOLUTE.matcher(path).matches()
                && path.codePoints().allMatch(UnitText::isCharacter)
                && !(path + "/").contains("/./")
                && !(path + "/").contains("/../");
    }

    public static boolean isWithin(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
