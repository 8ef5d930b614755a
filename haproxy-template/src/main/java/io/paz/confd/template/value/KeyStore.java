package io.paz.confd.template.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keys that look like paths, as a template asks for them; it answers exactly as confd's own store does. Immutable. */
public final class KeyStore implements KeyReader {

    private static final KeyStore EMPTY = of(Map.of(), List.of());
    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(Quoting.bytes(a), Quoting.bytes(b));
    private static final char AFTER_SLASH = '/' + 1;

    private final String[] keys;
    private final String[] values;

    private KeyStore(String[] keys, String[] values) {
        this.keys = keys;
        this.values = values;
    }

    public static KeyStore empty() {
        return EMPTY;
    }

    /**
     * The keys that equal one of the folders, or lie below one. Those with odd paths are left out. confd cleans them, so that whoever may
     * write below one folder of etcd would write into any other: {@code /a/../b}.
     */
    public static KeyStore of(Map<String, String> entries, List<String> folders) {
        List<String> keys = new ArrayList<>();
        List<String> values = new ArrayList<>();
        forEachWithin(entries, folders, (key, value) -> {
            if (GoPath.isClean(key) || GoPath.clean(key).equals(key)) {
                keys.add(key);
                values.add(value);
            }
        });
        return new KeyStore(keys.toArray(String[]::new), values.toArray(String[]::new));
    }

    /** In the order of the keys. */
    private static void forEachWithin(
            Map<String, String> entries, List<String> folders, BiConsumer<String, String> consumer) {
        List<String> prefixes = folders.stream()
                .map(folder -> folder.endsWith("/") ? folder : folder + "/")
                .toList();
        boolean isSorted = entries instanceof SortedMap<String, String> sorted && sorted.comparator() == null;
        (isSorted ? entries : new TreeMap<>(entries)).forEach((key, value) -> {
            if (prefixes.stream().anyMatch(key::startsWith) || folders.contains(key)) {
                consumer.accept(key, value);
            }
        });
    }

    @Override
    public boolean exists(String key) {
        return Arrays.binarySearch(keys, key) >= 0;
    }

    @Override
    @Nullable
    public String value(String key) {
        int at = Arrays.binarySearch(keys, key);
        return at < 0 ? null : values[at];
    }

    @Override
    public List<KeyValue> matching(String pattern) {
        Glob glob = new Glob(pattern);
        return startingWith(pattern.substring(0, firstWildcard(pattern)))
                .filter(at -> glob.matches(keys[at]))
                .mapToObj(at -> new KeyValue(keys[at], values[at]))
                .sorted(Comparator.comparing(KeyValue::key, BY_BYTES))
                .toList();
    }

    @Override
    public List<String> valuesMatching(String pattern) {
        return matching(pattern).stream().map(KeyValue::value).sorted(BY_BYTES).toList();
    }

    @Override
    public List<String> list(String path) {
        TreeSet<String> names = new TreeSet<>(BY_BYTES);
        if (exists(path)) {
            names.add(GoPath.base(path));
        }
        oneOfEachNameBelow(path).forEach(key -> names.add(firstName(withoutPrefix(withoutPrefix(key, path), "/"))));
        return List.copyOf(names);
    }

    @Override
    public List<String> folders(String path) {
        TreeSet<String> names = new TreeSet<>(BY_BYTES);
        String folder = GoPath.clean(path);
        oneOfEachNameBelow(path).filter(key -> key.startsWith(path)).forEach(key -> {
            String rest = key.substring(folder.equals("/") ? 1 : folder.length() + 1);
            if (rest.contains("/")) {
                names.add(firstName(rest));
            }
        });
        return List.copyOf(names);
    }

    /** Keys whose value is not the same in the other store, or that only one of them has. */
    List<String> differences(KeyStore other) {
        List<String> differences = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < keys.length || j < other.keys.length) {
            int order = i == keys.length ? 1 : j == other.keys.length ? -1 : keys[i].compareTo(other.keys[j]);
            if (order != 0 || !values[i].equals(other.values[j])) {
                differences.add(order <= 0 ? keys[i] : other.keys[j]);
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return differences;
    }

    /** The leaf and the first key of the folder of each name below the path. confd takes the root for a folder that only holds leaves. */
    private Stream<String> oneOfEachNameBelow(String path) {
        String folder = GoPath.clean(path);
        if (folder.equals("/")) {
            return Arrays.stream(keys).filter(key -> key.lastIndexOf('/') == 0);
        }
        List<String> found = new ArrayList<>();
        String prefix = folder + "/";
        int at = firstAtOrAfter(prefix);
        while (at < keys.length && keys[at].startsWith(prefix)) {
            found.add(keys[at]);
            int slash = keys[at].indexOf('/', prefix.length());
            at = slash < 0 ? at + 1 : firstAtOrAfter(keys[at].substring(0, slash) + AFTER_SLASH);
        }
        return found.stream();
    }

    private IntStream startingWith(String prefix) {
        return IntStream.range(firstAtOrAfter(prefix), keys.length).takeWhile(at -> keys[at].startsWith(prefix));
    }

    private int firstAtOrAfter(String key) {
        int at = Arrays.binarySearch(keys, key);
        return at < 0 ? -at - 1 : at;
    }

    static int firstWildcard(String pattern) {
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
