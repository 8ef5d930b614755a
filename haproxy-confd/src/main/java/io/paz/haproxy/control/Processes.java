package io.paz.haproxy.control;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * HAProxy's processes as its master lists them ({@code show proc}).
 *
 * @param reloads how often the master has reloaded
 * @param failed how many of the last reloads failed in a row
 * @param newest the worker of the last reload, if that succeeded
 * @param old workers that end once their connections do, oldest first
 */
record Processes(long reloads, long failed, OptionalLong newest, List<Long> old) {

    static Processes parse(String answer) {
        long reloads = -1;
        long failed = 0;
        OptionalLong newest = OptionalLong.empty();
        SortedMap<Long, Long> old = new TreeMap<>(Comparator.reverseOrder());
        for (String line : answer.lines().toList()) {
            String[] words = line.trim().split("\\s+");
            if (line.startsWith("#") || words.length < 3) {
                continue;
            }
            if (words[1].equals("master")) {
                reloads = Long.parseLong(words[2]);
                failed = words[3].equals("[failed:") ? Long.parseLong(words[4].replace("]", "")) : 0;
            } else if (words[1].equals("worker") && words[2].equals("0")) {
                newest = OptionalLong.of(Long.parseLong(words[0]));
            } else if (words[1].equals("worker")) {
                old.put(Long.parseLong(words[2]), Long.parseLong(words[0]));
            }
        }
        if (reloads < 0) {
            throw new IllegalArgumentException("not HAProxy's list of processes: " + answer);
        }
        return new Processes(reloads, failed, newest, List.copyOf(old.values()));
    }

    /** The oldest of the old workers, as many as there are more than so many. */
    List<Long> oldBeyond(int max) {
        return old.subList(0, Math.max(0, old.size() - max));
    }
}
