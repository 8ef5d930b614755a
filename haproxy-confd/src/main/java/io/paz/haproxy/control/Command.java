package io.paz.haproxy.control;

import java.util.ArrayList;
import java.util.List;

/** A command to HAProxy, of words that cannot be taken for more than one. */
record Command(List<String> words) {

    private static final String ALLOWED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-_.~%?=&+,:@";

    /** @throws IllegalArgumentException for a word that is empty, or holds a character that ends words or commands */
    Command {
        words = List.copyOf(words);
        for (String word : words) {
            if (word.isEmpty() || !word.chars().allMatch(c -> ALLOWED.indexOf(c) >= 0)) {
                throw new IllegalArgumentException(
                        "\"" + word + "\" is no word of a command (expected: letters, digits and /-_.~%?=&+,:@)");
            }
        }
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    Command and(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return new Command(all);
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
