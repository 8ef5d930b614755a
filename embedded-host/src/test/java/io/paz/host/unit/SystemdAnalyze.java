package io.paz.host.unit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks the real systemd which commands it read from a unit. */
final class SystemdAnalyze {
    private static final String MARK = "Command Line: ";

    private SystemdAnalyze() {}

    static List<List<String>> execStart(Path folder, String name, String text) throws IOException {
        Path unit = Files.writeString(folder.resolve(name), text);
        ProcessBuilder builder = new ProcessBuilder("systemd-analyze", "verify", "--man=no", unit.toString());
        builder.environment().put("SYSTEMD_LOG_LEVEL", "debug");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Path output = folder.resolve("output");
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        try {
            builder.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return commands(Files.readString(output, StandardCharsets.UTF_8));
    }

    private static List<List<String>> commands(String output) {
        List<List<String>> commands = new ArrayList<>();
        int at = output.indexOf("-> ExecStart:");
        int end = at < 0 ? 0 : output.indexOf("\n\t\tCPUAccounting", at);
        for (at = output.indexOf(MARK, at); at >= 0 && at < end; at = output.indexOf(MARK, at)) {
            at += MARK.length();
            List<String> words = new ArrayList<>();
            at = unquote(output, at, words);
            commands.add(words);
        }
        return commands;
    }

    /** Reads words as systemd prints them for a shell, up to the end of the line. */
    private static int unquote(String text, int start, List<String> words) {
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        int at = start;
        while (quoted || text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\') {
                word.append(plain(text.charAt(at++)));
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return at;
    }

    private static char plain(char escaped) {
        return switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            default -> escaped;
        };
    }
}
