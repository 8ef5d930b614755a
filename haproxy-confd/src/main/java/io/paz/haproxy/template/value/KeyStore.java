package io.paz.haproxy.template.value;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keys that look like paths, as a template asks for them; it answers exactly as confd's own store does. */
public final class KeyStore {

    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(Quoting.bytes(a), Quoting.bytes(b));

    private final NavigableMap<String, String> entries;

    private KeyStore(NavigableMap<String, String> entries) {
        this.entries = entries;
    }

    /** The keys that equal one of the folders, or lie below one. Keys with odd paths are cleaned first, as confd does. */
    public static KeyStore of(Map<String, String> entries, List<String> folders) {
        NavigableMap<String, String> seen = new TreeMap<>();
        new TreeMap<>(entries).forEach((key, value) -> {
            if (folders.stream().anyMatch(folder -> isWithin(key, folder))) {
                seen.put(GoPath.clean("/" + key), value);
            }
        });
        return new KeyStore(seen);
    }

    private static boolean isWithin(String key, String folder) {
        return key.equals(folder) || key.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }

    public boolean exists(String key) {
        return entries.containsKey(key);
    }

    @Nullable
    public String value(String key) {
        return entries.get(key);
    }

    public KeyValue pair(String key) {
        String value = entries.get(key);
        if (value == null) {
            throw new FunctionException("there is no key " + key);
        }
        return new KeyValue(key, value);
    }

    public List<KeyValue> matching(String pattern) {
        Glob glob = new Glob(pattern);
        int wild = firstWildcard(pattern);
        return startingWith(pattern.substring(0, wild)).entrySet().stream()
                .filter(entry -> glob.matches(entry.getKey()))
                .map(entry -> new KeyValue(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(KeyValue::key, BY_BYTES))
                .toList();
    }

    public List<String> valuesMatching(String pattern) {
        return matching(pattern).stream().map(KeyValue::value).sorted(BY_BYTES).toList();
    }

    /** Names directly below a folder, be they folders or leaves; of a leaf, its own name. */
    public List<String> list(String path) {
        TreeSet<String> names = new TreeSet<>(BY_BYTES);
        if (entries.containsKey(path)) {
            names.add(GoPath.base(path));
        }
        below(path).forEach(key -> names.add(firstName(withoutPrefix(withoutPrefix(key, path), "/"))));
        return List.copyOf(names);
    }

    /** Names of the folders directly below a folder. */
    public List<String> folders(String path) {
        TreeSet<String> names = new TreeSet<>(BY_BYTES);
        String folder = GoPath.clean(path);
        below(path).filter(key -> key.startsWith(path)).forEach(key -> {
            String rest = key.substring(folder.equals("/") ? 1 : folder.length() + 1);
            if (rest.contains("/")) {
                names.add(firstName(rest));
            }
        });
        return List.copyOf(names);
    }

    /** confd takes the root for a folder that only holds leaves. */
    private Stream<String> below(String path) {
        String folder = GoPath.clean(path);
        if (folder.equals("/")) {
            return entries.keySet().stream().filter(key -> key.lastIndexOf('/') == 0);
        }
        return startingWith(folder + "/").keySet().stream();
    }

    private SortedMap<String, String> startingWith(String prefix) {
        if (prefix.isEmpty()) {
            return Collections.unmodifiableSortedMap(entries);
        }
        int last = prefix.length() - 1;
        String end = prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
        return entries.subMap(prefix, end);
    }

    private static int firstWildcard(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if ("*?[\\".indexOf(pattern.charAt(i)) >= 0) {
                return i;
            }
        }
        return pattern.length();
    }

    private static String firstName(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
