package io.paz.host.unit.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Environment variables, written as {@code Environment=} wants them. */
public final class Assignments {
    private Assignments() {}

    /**
     * Reads {@code A=1 "B=two words"}.
     *
     * @throws InvalidUnitException if a word is no assignment
     */
    public static Map<String, String> parse(String line) {
        return of(Words.all(line));
    }

    public static Map<String, String> of(List<String> words) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : words) {
            int equals = assignment.indexOf('=');
            if (equals < 1 || !VariableName.isValid(assignment.substring(0, equals))) {
                throw new InvalidUnitException(
                        "Environment: \"" + assignment + "\" (expected: NAME=value, in quotes if it has spaces)");
            }
            checkCharacters(assignment);
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return variables;
    }

    private static void checkCharacters(String assignment) {
        if (assignment.chars().anyMatch(c -> c == 127 || c < ' ' && c != '\t' && c != '\n')) {
            throw new InvalidUnitException("Environment: control character in \""
                    + assignment.replaceAll("\\p{Cntrl}", "?") + "\" (expected: none but tab and newline)");
        }
    }
}
