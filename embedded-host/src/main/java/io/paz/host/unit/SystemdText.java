package io.paz.host.unit;

import io.paz.host.unit.text.InvalidUnitException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * systemd's reading of a unit file: a backslash at the end of a line joins the next one to it with a space, and comments
 * are left out, even between joined lines.
 */
final class SystemdText {
    private SystemdText() {}

    /** @throws InvalidUnitException for a line that systemd would leave out with a warning */
    static List<Directive> parse(String text) {
        List<Directive> directives = new ArrayList<>();
        String section = null;
        for (String line : logicalLines(text)) {
            String stripped = line.strip();
            if (stripped.startsWith("[")) {
                section = sectionName(stripped);
            } else if (!stripped.isEmpty()) {
                directives.add(directive(section, stripped));
            }
        }
        return directives;
    }

    private static List<String> logicalLines(String text) {
        List<String> logical = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String line : text.split("\r\n|\n|\r", -1)) {
            if (isComment(line.stripLeading())) {
                continue;
            }
            current.append(line);
            if (endsInOpenEscape(current)) {
                current.setCharAt(current.length() - 1, ' ');
            } else {
                logical.add(current.toString());
                current.setLength(0);
            }
        }
        logical.add(current.toString());
        return logical;
    }

    private static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith(";");
    }

    private static boolean endsInOpenEscape(CharSequence line) {
        boolean escaped = false;
        for (int i = 0; i < line.length(); i++) {
            escaped = !escaped && line.charAt(i) == '\\';
        }
        return escaped;
    }

    private static String sectionName(String line) {
        if (!line.endsWith("]")) {
            throw new InvalidUnitException("invalid section header: \"" + line + "\" (expected: [name])");
        }
        return line.substring(1, line.length() - 1);
    }

    private static Directive directive(@Nullable String section, String line) {
        int equals = line.indexOf('=');
        if (section == null || equals < 1) {
            throw new InvalidUnitException("line is not an assignment in a section: \"" + line + "\"");
        }
        return new Directive(
                section,
                line.substring(0, equals).strip(),
                line.substring(equals + 1).strip());
    }
}
