package io.paz.host.unit;

import io.paz.host.unit.text.InvalidUnitException;
import io.paz.host.unit.text.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the value of an {@code Exec...=} line as systemd 252 does: prefixes, quoting, C escapes, specifiers, and several
 * commands separated by a semicolon that stands alone.
 */
final class ExecLineParser {
    private final Specifiers specifiers;

    ExecLineParser(Specifiers specifiers) {
        this.specifiers = specifiers;
    }

    /**
     * The commands of the line, at least one unless the line is empty.
     *
     * @throws InvalidUnitException if systemd would not run the line as it stands
     */
    List<ExecCommand> parse(String line) {
        List<ExecCommand> commands = new ArrayList<>();
        Words words = new Words(line, true);
        for (String first = words.next(); first != null; first = words.next()) {
            commands.add(command(first, words, line));
        }
        return commands;
    }

    private ExecCommand command(String first, Words words, String line) {
        Prefixes prefixes = Prefixes.of(first);
        String program = specifiers.expand(first.substring(prefixes.length()));
        checkProgram(program, line);
        List<String> argv = new ArrayList<>();
        if (!prefixes.has('@')) {
            argv.add(program);
        }
        takeArguments(words, argv);
        if (argv.isEmpty() || argv.get(0).isEmpty()) {
            throw new InvalidUnitException("no name for the program (\"@\" wants one after the path) in: " + line);
        }
        return new ExecCommand(
                program, argv, prefixes.has('-'), prefixes.has('+') || prefixes.has('!'), prefixes.has(':'));
    }

    private void takeArguments(Words words, List<String> argv) {
        while (words.hasMore() && !words.takeToken(";")) {
            String word = words.takeToken("\\;") ? ";" : words.next();
            if (word != null) {
                argv.add(specifiers.expand(word));
            }
        }
    }

    private static void checkProgram(String program, String line) {
        if (program.isEmpty()) {
            throw new InvalidUnitException("empty path in command line: " + line);
        }
        if (program.endsWith("/")) {
            throw new InvalidUnitException("executable path specifies a directory: " + program);
        }
        boolean isName = !program.contains("/") && !program.equals(".") && !program.equals("..");
        if (!program.startsWith("/") && !isName) {
            throw new InvalidUnitException("neither a valid executable name nor an absolute path: " + program);
        }
        if (program.chars().anyMatch(c -> c < ' ' || c == 127 || "\"'\\*?[".indexOf(c) >= 0)) {
            throw new InvalidUnitException("executable name contains special characters: " + program);
        }
        if (program.contains("=")) {
            throw new InvalidUnitException("executable name with \"=\" is not supported by this host: " + program);
        }
    }

    /** The characters before a program; each counts once, and only one of {@code +} and {@code !} (or {@code !!}). */
    private record Prefixes(String text) {
        static Prefixes of(String word) {
            int length = 0;
            while (length < word.length() && counts(word.charAt(length), word.substring(0, length))) {
                length++;
            }
            return new Prefixes(word.substring(0, length));
        }

        private static boolean counts(char c, String before) {
            boolean privileged = before.contains("+") || before.contains("!");
            return switch (c) {
                case '-', '@', ':' -> before.indexOf(c) < 0;
                case '+' -> !privileged;
                case '!' ->
                    !before.contains("+") && !before.contains("!!") && before.indexOf('!') == before.lastIndexOf('!');
                default -> false;
            };
        }

        int length() {
            return text.length();
        }

        /** {@code !!} means nothing where, as here, no ambient capabilities are given. */
        boolean has(char prefix) {
            return text.indexOf(prefix) >= 0 && !(prefix == '!' && text.indexOf('!') != text.lastIndexOf('!'));
        }
    }
}
