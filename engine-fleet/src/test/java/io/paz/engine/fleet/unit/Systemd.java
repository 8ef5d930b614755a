package io.paz.engine.fleet.unit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the real systemd what it reads in a unit file. */
final class Systemd {

    private static final Pattern COMMAND = Pattern.compile("(?:\\t-> (\\w+):\\n)?\\t+Command Line: ");

    /** A value may hold newlines; the next setting is indented by two tabs and begins with a capital letter. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\n\\t\\tEnvironment: (PAZ_\\w+)=(.*?)(?=\\n\\t\\t[A-Z])", Pattern.DOTALL);

    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\{(\\w+)})");

    private final String output;

    private Systemd(String output) {
        this.output = output;
    }

    static Systemd verify(Path folder, UnitFile unit) throws IOException {
        Path file = folder.resolve(unit.name().toString());
        Files.writeString(file, unit.text());
        Process process = new ProcessBuilder("systemd-analyze", "verify", "--man=no", file.toString())
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start();
        return new Systemd(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    static Systemd debug(Path folder, UnitFile unit) throws IOException {
        Path file = folder.resolve(unit.name().toString());
        Files.writeString(file, unit.text());
        ProcessBuilder builder = new ProcessBuilder("systemd-analyze", "verify", "--man=no", file.toString());
        builder.environment().put("SYSTEMD_LOG_LEVEL", "debug");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new Systemd(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    String output() {
        return output;
    }

    /** The arguments of each command of that kind, as systemd parsed them, before it substitutes variables. */
    List<List<String>> commands(String kind) {
        List<List<String>> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(output);
        String current = "";
        while (matcher.find()) {
            current = matcher.group(1) == null ? current : matcher.group(1);
            if (current.equals(kind)) {
                commands.add(words(output.substring(matcher.end())));
            }
        }
        return commands;
    }

    /** Variables of {@code Environment=}, by name. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        Matcher matcher = VARIABLE.matcher(output);
        while (matcher.find()) {
            variables.put(matcher.group(1), matcher.group(2));
        }
        return variables;
    }

    /** What a process is started with: variables are put in, and two dollars are one. */
    List<String> started(List<String> words) {
        Map<String, String> variables = environment();
        return words.stream()
                .map(word -> REFERENCE
                        .matcher(word)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(found.group(1) == null ? "$" : variables.get(found.group(1)))))
                .toList();
    }

    /** Undoes the shell quoting in which systemd prints a vector. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int[] at = {0};
        while (text.charAt(at[0]) != '\n') {
            words.add(text.charAt(at[0]) == '"' ? quoted(text, at) : bare(text, at));
            if (text.charAt(at[0]) == ' ') {
                at[0]++;
            }
        }
        return words;
    }

    private static String bare(String text, int[] at) {
        int start = at[0];
        while (text.charAt(at[0]) != ' ' && text.charAt(at[0]) != '\n') {
            at[0]++;
        }
        return text.substring(start, at[0]);
    }

    private static String quoted(String line, int[] at) {
        StringBuilder word = new StringBuilder();
        at[0]++;
        while (line.charAt(at[0]) != '"') {
            if (line.charAt(at[0]) == '\\') {
                at[0]++;
                at[0] += unescape(line.substring(at[0]), word);
            } else {
                word.append(line.charAt(at[0]++));
            }
        }
        at[0]++;
        return word.toString();
    }

    private static int unescape(String rest, StringBuilder word) {
        char first = rest.charAt(0);
        if (Character.isDigit(first)) {
            word.append((char) Integer.parseInt(rest.substring(0, 3), 8));
            return 3;
        }
        int control = "abfnrtv".indexOf(first);
        word.append(control < 0 ? first : "\u0007\b\f\n\r\t\u000b".charAt(control));
        return 1;
    }
}
