package io.paz.etcd;

/** Rules for keys and prefixes, so that an empty name in the middle of one never widens a deletion. */
final class KeyRule {

    private KeyRule() {}

    static void check(String key) {
        if (!key.startsWith("/") || key.endsWith("/") || key.contains("//")) {
            throw refused("key", key, "to start with /, with a name after each /");
        }
    }

    static void checkPrefix(String prefix) {
        if (!prefix.startsWith("/") || !prefix.endsWith("/") || prefix.contains("//")) {
            throw refused("prefix", prefix, "to start and end with /, with a name before each / but the first");
        }
    }

    static void checkDeletable(String prefix) {
        checkPrefix(prefix);
        if (prefix.equals("/")) {
            throw refused("prefix", prefix, "a folder; all of etcd is never deleted");
        }
    }

    private static IllegalArgumentException refused(String what, String value, String expected) {
        return new IllegalArgumentException(what + ": \"" + value + "\" (expected: " + expected + ")");
    }
}
