package io.paz.haproxy.control;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * HAProxy's processes as its master lists them ({@code show proc}).
 *
 * @param reloads how often the master has reloaded
 * @param failed how many of the last reloads failed in a row
 * @param newest the worker of the last reload, if that succeeded
 * @param old workers that end once their connections do
 */
record Processes(long reloads, long failed, OptionalLong newest, List<Long> old) {

    static Processes parse(String answer) {
        long reloads = -1;
        long failed = 0;
        OptionalLong newest = OptionalLong.empty();
        List<Long> old = new ArrayList<>();
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
                old.add(Long.parseLong(words[0]));
            }
        }
        if (reloads < 0) {
            throw new IllegalArgumentException("not HAProxy's list of processes: " + answer);
        }
        return new Processes(reloads, failed, newest, List.copyOf(old));
    }
}
