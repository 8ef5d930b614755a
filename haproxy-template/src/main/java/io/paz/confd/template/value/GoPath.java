package io.paz.confd.template.value;

import java.util.ArrayDeque;
import java.util.Deque;

/** Go's package path. */
public final class GoPath {

    private GoPath() {}

    /** The shortest path that means the same: no empty, {@code .} or {@code ..} names where they can be resolved. */
    static String clean(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/")) {
            if (name.equals("..") && !names.isEmpty() && !names.peekLast().equals("..")) {
                names.removeLast();
            } else if (!(name.isEmpty() || name.equals(".") || (name.equals("..") && rooted))) {
                names.addLast(name);
            }
        }
        String joined = String.join("/", names);
        if (rooted) {
            return "/" + joined;
        }
        return joined.isEmpty() ? "." : joined;
    }

    /** Whether this key is surely as {@link #clean} would give it, rooted. */
    static boolean isClean(String key) {
        int last = key.length() - 1;
        if (last < 1 || key.charAt(0) != '/' || key.charAt(last) == '/') {
            return false;
        }
        for (int slash = 0; slash >= 0; slash = key.indexOf('/', slash + 1)) {
            if (key.charAt(slash + 1) == '/' || key.charAt(slash + 1) == '.') {
                return false;
            }
        }
        return true;
    }

    public static String base(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        String trimmed = path.replaceAll("/+$", "");
        return trimmed.isEmpty() ? "/" : trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    public static String dir(String path) {
        return clean(path.substring(0, path.lastIndexOf('/') + 1));
    }
}
