package io.paz.host.unit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces variables in an argument vector as systemd does: {@code $NAME} as a word of its own becomes as many words as its
 * value has, {@code ${NAME}} anywhere in a word becomes the value as it is, {@code $$} becomes {@code $}.
 */
public final class VariableExpansion {
    private VariableExpansion() {}

    public static List<String> expand(List<String> argv, Map<String, String> environment) {
        List<String> expanded = new ArrayList<>();
        for (String word : argv) {
            if (isVariable(word)) {
                expanded.addAll(split(environment.get(word.substring(1))));
            } else {
                expanded.add(replace(word, environment));
            }
        }
        return expanded;
    }

    private static boolean isVariable(String word) {
        return word.startsWith("$") && !word.startsWith("${") && !word.startsWith("$$");
    }

    private static List<String> split(@Nullable String value) {
        List<String> words = new ArrayList<>();
        RelaxedWords rest = new RelaxedWords(value == null ? "" : value);
        for (String word = rest.next(); word != null; word = rest.next()) {
            words.add(word);
        }
        return words;
    }

    private static String replace(String word, Map<String, String> environment) {
        StringBuilder replaced = new StringBuilder();
        int at = 0;
        while (at < word.length()) {
            int end = word.indexOf('}', at);
            if (word.startsWith("$$", at)) {
                replaced.append('$');
                at += 2;
            } else if (word.startsWith("${", at)
                    && end > 0
                    && !word.substring(at, end).contains(":")) {
                replaced.append(environment.getOrDefault(word.substring(at + 2, end), ""));
                at = end + 1;
            } else {
                replaced.append(word.charAt(at++));
            }
        }
        return replaced.toString();
    }

    /** Splits a variable's value: quotes are removed, a backslash makes the next character plain, nothing is refused. */
    private static final class RelaxedWords {
        private final String line;
        private int at;

        RelaxedWords(String line) {
            this.line = line;
        }

        @Nullable
        String next() {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at == line.length()) {
                return null;
            }
            StringBuilder word = new StringBuilder();
            char quote = 0;
            while (at < line.length()) {
                char c = line.charAt(at++);
                if (c == '\\') {
                    at = takePlain(word);
                } else if (quote == 0 && Character.isWhitespace(c)) {
                    break;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            }
            return word.toString();
        }

        private int takePlain(StringBuilder word) {
            if (at < line.length()) {
                word.append(line.charAt(at));
            }
            return Math.min(at + 1, line.length());
        }
    }
}
