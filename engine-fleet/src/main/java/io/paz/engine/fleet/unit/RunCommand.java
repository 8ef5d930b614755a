package io.paz.engine.fleet.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The docker command of a unit's script that keeps variables out of command lines, for a host that gives them to the engine itself. */
public final class RunCommand {

    /** Shell, option, script and the script's own name; with secrets, the service follows. */
    private static final int WORDS_BEFORE = 4;

    private RunCommand() {}

    /**
     * Returns the words of the docker command with all variables in them; empty for every other command, and for a script of another
     * release, which may do something else.
     */
    public static Optional<List<String>> parse(List<String> argv, Map<String, String> environment) {
        int first = firstVariable(argv);
        int end = first > 0 ? argv.indexOf("--") : -1;
        return end < 0 ? Optional.empty() : Optional.of(command(argv, first, end, environment));
    }

    /** Index of the argument that names the first variable; 0 of another command. */
    private static int firstVariable(List<String> argv) {
        boolean isShell = argv.size() > WORDS_BEFORE
                && SidekickCommand.isShell(argv.get(0))
                && argv.get(1).equals("-c");
        if (isShell && isScript(argv.get(2), UnitScript.RUN)) {
            return WORDS_BEFORE;
        }
        return isShell && isScript(argv.get(2), UnitScript.RUN_SECRETS) ? WORDS_BEFORE + 1 : 0;
    }

    private static List<String> command(List<String> argv, int first, int end, Map<String, String> environment) {
        List<String> variables = new ArrayList<>();
        List<String> own = new ArrayList<>();
        for (int i = first; i < end; i++) {
            String word = argv.get(i);
            String name = word.substring(word.indexOf(':') + 1);
            variables.add("--env=" + name + "=" + value(i - first + 1, environment));
            if (word.startsWith(HiddenVariables.IN_ENVIRONMENT)) {
                own.add("--env=" + name);
            }
        }
        List<String> command = new ArrayList<>();
        List<String> given = argv.subList(end + 1, argv.size());
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).equals("--")) {
                command.addAll(given.subList(i, given.size()));
                break;
            } else if (given.get(i).equals(HiddenVariables.FILE)) {
                command.addAll(variables);
            } else if (!own.contains(given.get(i))) {
                command.add(given.get(i));
            }
        }
        return command;
    }

    private static String value(int number, Map<String, String> environment) {
        StringBuilder value = new StringBuilder();
        int piece = 0;
        @Nullable String part = environment.get(HiddenVariables.variable(number, piece));
        while (part != null && !part.isEmpty()) {
            value.append(part);
            part = environment.get(HiddenVariables.variable(number, ++piece));
        }
        return unescaped(value);
    }

    /** As {@code printf %b} does, of what {@link HiddenVariables} wrote. */
    private static String unescaped(CharSequence text) {
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\') {
                value.append(character);
            } else if (text.charAt(i + 1) == '\\') {
                value.append('\\');
                i++;
            } else {
                value.append(
                        (char) Integer.parseInt(text.subSequence(i + 2, i + 5).toString(), 8));
                i += 4;
            }
        }
        return value.toString();
    }

    /** A continued line leaves blanks before the next line of the script. */
    private static boolean isScript(String text, UnitScript script) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n")).equals(script.plain());
    }
}
