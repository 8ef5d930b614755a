package io.paz.directory.catalog.field;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Volumes of the container: named volume or host path, mapped to a path in the container. */
public record Volumes(Map<String, String> values) {

    private static final int MAX_VOLUMES = 100;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}");
    private static final List<String> OF_THE_KERNEL = List.of("/proc", "/sys");

    public Volumes {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        InvalidFieldException.unless(
                values.size() <= MAX_VOLUMES, "volume", values.size() + " entries", "at most " + MAX_VOLUMES);
        Set<String> targets = new HashSet<>();
        values.forEach((source, target) -> check(source, target, targets));
    }

    private static void check(String source, String target, Set<String> targets) {
        boolean known = NAME.matcher(source).matches() || AbsolutePath.isPlain(source);
        InvalidFieldException.unless(
                known && !source.endsWith("docker.sock"), "volume", source, "a volume's name, or an allowed host path");
        boolean free = AbsolutePath.isPlain(target)
                && OF_THE_KERNEL.stream().noneMatch(folder -> AbsolutePath.isWithin(target, folder));
        InvalidFieldException.unless(
                free, "volume." + source, target, "an absolute path in the container, not / and not in /proc or /sys");
        InvalidFieldException.unless(
                targets.add(target), "volume." + source, target, "each path in the container once");
    }

    /** Requires each of the names to be one of the named volumes, once. */
    public void checkShared(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean named = values.containsKey(name) && !name.startsWith("/");
            InvalidFieldException.unless(
                    named && seen.add(name),
                    "sharedVolumes[%d]".formatted(i),
                    name,
                    "a named volume of the field volume, once; no host path");
        }
    }

    /** The sources that are paths of the host. */
    public List<String> hostPaths() {
        return values.keySet().stream().filter(source -> source.startsWith("/")).toList();
    }
}
