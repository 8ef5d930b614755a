package io.paz.scheduler.document;

import io.paz.api.directory.ProxySettings.ResponseHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Converts headers of answers: each is what is done, the name, and the value unless it is removed. */
final class ResponseHeaderDocuments {

    private static final String HEADER = "response-header-";
    private static final String SET = "set ";
    private static final String ADD = "add ";
    private static final String REMOVE = "del ";

    private ResponseHeaderDocuments() {}

    static void read(Map<String, String> settings, ResponseHeaders headers) {
        List<String> lines = new ArrayList<>();
        if (headers.set() != null) {
            headers.set().forEach((name, value) -> lines.add(SET + name + " " + value));
        }
        if (headers.add() != null) {
            headers.add().forEach((name, value) -> lines.add(ADD + name + " " + value));
        }
        if (headers.remove() != null) {
            headers.remove().forEach(name -> lines.add(REMOVE + name));
        }
        for (int i = 0; i < lines.size(); i++) {
            settings.put(HEADER + (i + 1), lines.get(i));
        }
    }

    static @Nullable ResponseHeaders write(Map<String, String> settings) {
        SortedMap<String, String> set = new TreeMap<>();
        SortedMap<String, String> add = new TreeMap<>();
        List<String> remove = new ArrayList<>();
        int number = 1;
        for (String line = settings.get(HEADER + number); line != null; line = settings.get(HEADER + ++number)) {
            if (line.startsWith(REMOVE)) {
                remove.add(line.substring(REMOVE.length()));
            } else {
                String[] header = line.substring(SET.length()).split(" ", 2);
                (line.startsWith(SET) ? set : add).put(header[0], header[1]);
            }
        }
        return number == 1
                ? null
                : new ResponseHeaders(
                        set.isEmpty() ? null : set, add.isEmpty() ? null : add, remove.isEmpty() ? null : remove);
    }
}
