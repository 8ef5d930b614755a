package io.paz.scheduler.engine.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the real systemd what it reads in a unit file. */
final class Systemd {

    private static final Pattern COMMAND = Pattern.compile("-> (\\w+):\\n\\s*Command Line: ");

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
        while (matcher.find()) {
            if (matcher.group(1).equals(kind)) {
                commands.add(words(output.substring(matcher.end())));
            }
        }
        return commands;
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
