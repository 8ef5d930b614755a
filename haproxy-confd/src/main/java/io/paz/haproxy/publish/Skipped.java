package io.paz.haproxy.publish;

import java.util.ArrayList;
import java.util.List;

/** Entries that a rendered configuration reports as ignored. */
final class Skipped {

    private static final String MARK = "# skipped: ";
    private static final String BACKEND = "backend ";

    private Skipped() {}

    static List<String> in(String configuration) {
        if (!configuration.contains(MARK)) {
            return List.of();
        }
        List<String> skipped = new ArrayList<>();
        String backend = "";
        for (String line : configuration.lines().toList()) {
            String words = line.strip();
            if (line.startsWith(BACKEND)) {
                backend = line.substring(BACKEND.length()) + ": ";
            } else if (words.startsWith(MARK)) {
                boolean within = line.startsWith(" ");
                skipped.add((within ? backend : "") + words.substring(MARK.length()));
            }
        }
        return skipped;
    }
}
