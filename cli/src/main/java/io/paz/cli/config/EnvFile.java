package io.paz.cli.config;

import io.paz.cli.api.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables as text: a line for each, comments and empty lines left out; a value in double quotes may have \n, \" and \\. */
public final class EnvFile {

    private EnvFile() {}

    public static Map<String, String> read(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String pair = line.startsWith("export ")
                    ? line.substring("export ".length()).strip()
                    : line;
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw CommandException.usage("line " + number + ": \"" + line + "\" (expected: NAME=VALUE)");
            }
            variables.put(
                    pair.substring(0, equals).strip(),
                    value(pair.substring(equals + 1).strip()));
        }
        return variables;
    }

    private static String value(String text) {
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return text.substring(1, text.length() - 1);
        }
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            return unescaped(text.substring(1, text.length() - 1));
        }
        return text;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(
                        switch (next) {
                            case 'n' -> "\n";
                            case 'r' -> "\r";
                            case 't' -> "\t";
                            case '"', '\\' -> String.valueOf(next);
                            default -> "\\" + next;
                        });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    public static String write(Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) ->
                text.append(name).append('=').append(written(value)).append('\n'));
        return text.toString();
    }

    private static String written(String value) {
        boolean isPlain = value.equals(value.strip())
                && value.chars().noneMatch(c -> c < ' ')
                && !value.startsWith("\"")
                && !value.startsWith("'");
        return isPlain
                ? value
                : "\""
                        + value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                                .replace("\t", "\\t")
                        + "\"";
    }
}
