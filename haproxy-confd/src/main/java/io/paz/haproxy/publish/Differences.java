package io.paz.haproxy.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Differences between the files HAProxy runs with and the rendered ones. */
final class Differences {

    private static final String MAP = ".map";

    private final SortedSet<String> files;
    private final String mainFile;
    private final Map<String, String> present;
    private final Map<String, String> rendered;
    private final Layout before;
    private final Layout after;

    /** @param files names of the files that differ */
    Differences(SortedSet<String> files, String mainFile, Map<String, String> present, Map<String, String> rendered) {
        this.files = files;
        this.mainFile = mainFile;
        this.present = present;
        this.rendered = rendered;
        ChangedSections sections = ChangedSections.of(text(present, mainFile), text(rendered, mainFile));
        this.before = Layout.of(sections.before());
        this.after = Layout.of(sections.after());
    }

    /** Servers that the backends which differ are to have. */
    Collection<Server> servers() {
        return after.servers().values();
    }

    /** Why a running HAProxy cannot be changed to what was rendered; empty when {@link #changes} are enough. */
    Optional<String> reloadReason() {
        for (String file : files) {
            if (CertificateList.isCertificate(file)) {
                continue;
            }
            if (!present.containsKey(file)) {
                return Optional.of(file + " is new");
            }
            if (!file.equals(mainFile) && !file.endsWith(MAP) && !file.equals(CertificateList.NAME)) {
                return Optional.of(file + " changed");
            }
        }
        if (!before.frame().equals(after.frame())) {
            return Optional.of("backends, addresses or checks changed");
        }
        return after.servers().values().stream()
                .filter(server -> isCheckedOtherwise(before.servers().get(server.name()), server))
                .map(server -> server.name() + " is checked otherwise")
                .findFirst();
    }

    /** Orders changes so that no request is left without a server: additions before removals. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>(CertificateList.additions(present, rendered));
        maps().forEach(map -> entriesToPut(map, changes));
        serverChanges(before.servers(), after.servers(), changes);
        maps().forEach(map -> entriesToRemove(map, changes));
        changes.addAll(CertificateList.removals(present, rendered));
        return changes;
    }

    private static void serverChanges(
            Map<ServerName, Server> before, Map<ServerName, Server> after, List<Change> changes) {
        after.values().stream()
                .filter(server -> isMoved(before.get(server.name()), server))
                .forEach(server -> changes.add(new Change.RemoveServer(server.name())));
        after.values().stream()
                .filter(server -> !before.containsKey(server.name()) || isMoved(before.get(server.name()), server))
                .forEach(server -> changes.add(new Change.AddServer(server)));
        after.values().stream()
                .filter(server -> isOtherwiseWeighted(before.get(server.name()), server))
                .forEach(server -> changes.add(new Change.SetWeight(server.name(), server.weight())));
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> changes.add(new Change.RemoveServer(name)));
    }

    private Stream<String> maps() {
        return files.stream().filter(file -> file.endsWith(MAP));
    }

    private void entriesToPut(String map, List<Change> changes) {
        SortedMap<String, String> before = entries(text(present, map));
        entries(text(rendered, map)).forEach((key, value) -> {
            if (!before.containsKey(key)) {
                changes.add(new Change.AddEntry(map, key, value));
            } else if (!Objects.equals(before.get(key), value)) {
                changes.add(new Change.SetEntry(map, key, value));
            }
        });
    }

    private void entriesToRemove(String map, List<Change> changes) {
        SortedMap<String, String> after = entries(text(rendered, map));
        entries(text(present, map)).keySet().stream()
                .filter(key -> !after.containsKey(key))
                .forEach(key -> changes.add(new Change.RemoveEntry(map, key)));
    }

    /** A key, a space, and its value on each line. */
    private static SortedMap<String, String> entries(String map) {
        SortedMap<String, String> entries = new TreeMap<>();
        map.lines()
                .map(line -> line.split(" ", 2))
                .forEach(words -> entries.put(words[0], words.length > 1 ? words[1] : ""));
        return entries;
    }

    private static boolean isCheckedOtherwise(@Nullable Server before, Server after) {
        return before != null && !before.options().equals(after.options());
    }

    private static boolean isMoved(@Nullable Server before, Server after) {
        return before != null && !before.address().equals(after.address());
    }

    private static boolean isOtherwiseWeighted(@Nullable Server before, Server after) {
        return before != null && !isMoved(before, after) && before.weight() != after.weight();
    }

    private static String text(Map<String, String> files, String file) {
        return files.getOrDefault(file, "");
    }
}
