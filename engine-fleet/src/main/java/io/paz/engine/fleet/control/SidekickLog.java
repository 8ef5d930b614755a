package io.paz.engine.fleet.control;

import java.util.List;
import java.util.Optional;

/** Parser of a sidekick's log lines about its checks. Pure. */
final class SidekickLog {

    private static final String NOT_ANNOUNCED = "not announced: ";
    private static final int MAX_LENGTH = 300;

    private SidekickLog() {}

    /** Why the instance is not announced, by the newest line that says so; empty when it was announced since. */
    static Optional<String> unannouncedReason(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (line.startsWith(NOT_ANNOUNCED)) {
                return Optional.of(plain(line.substring(NOT_ANNOUNCED.length())));
            }
            if (line.startsWith("announced ")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** It reaches terminals and pages. */
    private static String plain(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= MAX_LENGTH ? printable : printable.substring(0, MAX_LENGTH) + "...";
    }
}
