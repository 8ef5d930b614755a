package io.paz.host.unit;

import io.paz.host.unit.text.InvalidUnitException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * fleet's reading of a unit file. It differs from systemd's ({@link SystemdText}): a continued value keeps its
 * backslashes and line ends, and a line of 2,048 bytes or more is refused.
 */
final class UnitFileParser {
    static final int MAX_LINE_BYTES = 2048;

    private final String[] lines;
    private int next;

    UnitFileParser(String text) {
        this.lines = text.split("\n", -1);
    }

    List<Directive> parse() {
        List<Directive> directives = new ArrayList<>();
        String section = null;
        while (next < lines.length) {
            String line = takeLine().stripLeading();
            if (isComment(line)) {
                skipComment(line);
            } else if (line.startsWith("[")) {
                section = sectionName(line);
            } else if (section != null && !line.isEmpty()) {
                directives.add(directive(section, line));
            }
        }
        return directives;
    }

    private String takeLine() {
        String line = lines[next++];
        if (line.getBytes(StandardCharsets.UTF_8).length >= MAX_LINE_BYTES) {
            throw new InvalidUnitException("line too long (max " + MAX_LINE_BYTES + " bytes)");
        }
        return line;
    }

    private boolean atEnd() {
        return next == lines.length;
    }

    private static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith(";");
    }

    private void skipComment(String first) {
        String line = first;
        while (line.stripTrailing().endsWith("\\") && !atEnd()) {
            line = takeLine();
        }
    }

    private static String sectionName(String line) {
        int end = line.indexOf(']');
        if (end < 0) {
            throw new InvalidUnitException("unable to find end of section: " + line);
        }
        if (!line.substring(end + 1).isBlank()) {
            throw new InvalidUnitException("found garbage after section name: " + line);
        }
        return line.substring(1, end);
    }

    private Directive directive(String section, String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new InvalidUnitException("unexpected newline encountered while parsing option name: " + line);
        }
        return new Directive(section, line.substring(0, equals).strip(), value(line.substring(equals + 1)));
    }

    private String value(String first) {
        StringBuilder value = new StringBuilder();
        String line = first;
        while (!line.isBlank()) {
            value.append(line);
            if (!line.endsWith("\\") || atEnd()) {
                return value.toString().strip();
            }
            value.append('\n');
            line = takeLine();
        }
        // A blank line after a continued one: fleet keeps the line end, so that the value does not end in a backslash.
        return value.toString().endsWith("\n")
                ? value.toString().strip() + "\n"
                : value.toString().strip();
    }
}
