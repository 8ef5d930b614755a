package io.paz.haproxy.publish;

import java.util.ArrayList;
import java.util.List;

/**
 * The sections in which two configurations differ. A section is a line such as {@code backend web} with the lines that belong to it. What
 * both have at the same place is left out: each says the same to HAProxy, so it is no difference between their {@link Layout}s.
 */
record ChangedSections(String before, String after) {

    static ChangedSections of(String before, String after) {
        List<String> old = sections(before);
        List<String> now = sections(after);
        int shorter = Math.min(old.size(), now.size());
        int start = 0;
        while (start < shorter && old.get(start).equals(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        return differing(old.subList(start, old.size() - end), now.subList(start, now.size() - end));
    }

    private static ChangedSections differing(List<String> old, List<String> now) {
        if (old.size() != now.size()) {
            return new ChangedSections(String.join("", old), String.join("", now));
        }
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < old.size(); i++) {
            if (!old.get(i).equals(now.get(i))) {
                before.append(old.get(i));
                after.append(now.get(i));
            }
        }
        return new ChangedSections(before.toString(), after.toString());
    }

    /** The text in pieces, each but the first of which begins with the line that names a section. */
    private static List<String> sections(String text) {
        List<String> sections = new ArrayList<>();
        int section = 0;
        int line = 0;
        while (line < text.length()) {
            int end = text.indexOf('\n', line);
            int next = end < 0 ? text.length() : end + 1;
            if (text.charAt(line) != ' ' && Layout.beginsSection(text.substring(line, next))) {
                sections.add(text.substring(section, line));
                section = line;
            }
            line = next;
        }
        sections.add(text.substring(section));
        return sections;
    }
}
