package io.paz.scheduler.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Changes that a deployment would make now.
 *
 * @param version that it would get, were it the next
 * @param replaces the version that serves; null when there is none
 * @param strategy by which it would take over, with the reason
 * @param tasks of its plan, in words
 * @param parts of the instances, with their texts before and after
 * @param keys in etcd that change
 * @param proxy files of the load balancer
 * @param environment variables of the containers that change
 */
public record Preview(
        int version,
        @Nullable Integer replaces,
        String image,
        String strategy,
        String reason,
        List<String> tasks,
        List<Part> parts,
        List<Value> keys,
        List<ProxyFile> proxy,
        List<Value> environment) {

    public Preview {
        tasks = List.copyOf(tasks);
        parts = List.copyOf(parts);
        keys = List.copyOf(keys);
        proxy = List.copyOf(proxy);
        environment = List.copyOf(environment);
    }

    /** What becomes of a part. */
    public enum Change {
        ADDED,
        REMOVED,
        /** Another one takes its place that differs in nothing but the number of the version. */
        UNCHANGED,
        /** Another one takes its place. */
        REPLACED
    }

    /**
     * A part of an instance, as the engine is given it.
     *
     * @param name of the new one, or of the one that goes
     * @param replaces name of the one whose place it takes; null when there is none
     * @param before text; empty when there was none
     * @param after text; empty when there will be none
     */
    public record Part(String name, @Nullable String replaces, Change change, String before, String after) {}

    /** Something with a name; null where it is not there. */
    public record Value(
            String name, @Nullable String before, @Nullable String after) {}

    /**
     * A file of the load balancer.
     *
     * @param before text; empty when there was none
     */
    public record ProxyFile(String name, String before, String after) {}

    /** Names whose values differ, in order. */
    static List<Value> differences(SortedMap<String, String> before, SortedMap<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Value> differences = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                differences.add(new Value(name, before.get(name), after.get(name)));
            }
        }
        return differences;
    }
}
