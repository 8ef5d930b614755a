package io.paz.confd.template.value;

import java.util.HashSet;
import java.util.Set;

/** Keys that came, changed or went from one store of keys to the next. */
public final class KeyChanges {

    private final Set<String> keys = new HashSet<>();
    /** Each changed key, and all folders that it lies in. */
    private final Set<String> paths = new HashSet<>();

    private KeyChanges() {}

    public static KeyChanges between(KeyStore before, KeyStore after) {
        KeyChanges changes = new KeyChanges();
        before.differences(after).forEach(changes::add);
        return changes;
    }

    public boolean contains(String key) {
        return keys.contains(key);
    }

    /** Whether the path itself has changed, or a key below it. */
    boolean touches(String path) {
        return paths.contains(path);
    }

    private void add(String key) {
        keys.add(key);
        paths.add(key);
        paths.add("/");
        for (int slash = key.indexOf('/', 1); slash > 0; slash = key.indexOf('/', slash + 1)) {
            paths.add(key.substring(0, slash));
        }
    }
}
