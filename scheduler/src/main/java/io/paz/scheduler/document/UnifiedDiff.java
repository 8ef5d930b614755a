package io.paz.scheduler.document;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

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

    /** A carriage return is a character of its line. */
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
