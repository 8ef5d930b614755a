package io.paz.confd.template.value;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A list of names, values or keys that was asked for, with the answer.
 *
 * @param argument the path or the pattern
 * @param folder the answer depends on nothing but what is here
 */
public record KeyListing(Question question, String argument, String folder, List<?> answer) {

    /** What can be asked. */
    public enum Question {
        MATCHING(KeyReader::matching),
        VALUES_MATCHING(KeyReader::valuesMatching),
        LIST(KeyReader::list),
        FOLDERS(KeyReader::folders);

        private final BiFunction<KeyReader, String, List<?>> asked;

        Question(BiFunction<KeyReader, String, List<?>> asked) {
            this.asked = asked;
        }

        List<?> ask(KeyReader keys, String argument) {
            return asked.apply(keys, argument);
        }

        private String folder(String argument) {
            if (this == LIST || this == FOLDERS) {
                return GoPath.clean(argument);
            }
            int slash = argument.lastIndexOf('/', KeyStore.firstWildcard(argument) - 1);
            return slash <= 0 ? "/" : argument.substring(0, slash);
        }
    }

    public static KeyListing of(Question question, KeyReader keys, String argument) {
        return new KeyListing(question, argument, question.folder(argument), question.ask(keys, argument));
    }

    /** Whether the answer is still the same after the changes. */
    public boolean holds(KeyReader keys, KeyChanges changes) {
        return !changes.touches(folder) || question.ask(keys, argument).equals(answer);
    }
}
