package io.paz.scheduler.document;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.stream.Stream;

/** Two texts as a unified diff with three lines around each change. */
final class UnifiedDiff {

    private static final int LINES_AROUND = 3;
    private static final String NOTHING = "/dev/null";

    private UnifiedDiff() {}

    /** @param before empty when there was none, as with {@code after} */
    public static String of(String beforeName, String before, String afterName, String after) {
        List<String> old = lines(before);
        return String.join(
                "\n",
                UnifiedDiffUtils.generateUnifiedDiff(
                        before.isEmpty() ? NOTHING : beforeName,
                        after.isEmpty() ? NOTHING : afterName,
                        old,
                        DiffUtils.diff(old, lines(after)),
                        LINES_AROUND));
    }

    /** Lines that go and lines that come, without the others. */
    static List<Line> changedLines(String before, String after) {
        return DiffUtils.diff(lines(before), lines(after)).getDeltas().stream()
                .flatMap(delta -> Stream.concat(
                        delta.getSource().getLines().stream().map(line -> new Line(line, false)),
                        delta.getTarget().getLines().stream().map(line -> new Line(line, true))))
                .toList();
    }

    /** @param added whether it comes; else it goes */
    record Line(String text, boolean added) {}

    /** A carriage return is a character of its line. */
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
