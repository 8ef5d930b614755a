package io.paz.http.option;

import org.jspecify.annotations.Nullable;

/**
 * A setting of a service, given as flag {@code --name}, as environment variable or in a file.
 *
 * @param name of the flag, and after {@code paz.} of the Spring property
 * @param variable name in the environment and in the file
 * @param defaultValue null when the option is unset unless given
 */
public record Option(
        String name,
        String variable,
        OptionType type,
        @Nullable String defaultValue,
        String help) {

    boolean isFlag() {
        return type.placeholder().isEmpty();
    }

    String property() {
        return "paz." + name;
    }

    /**
     * @param source where the value comes from, for the message
     * @throws InvalidOptionException when the type does not accept the value
     */
    String checked(String value, String source) {
        if (!type.accepts().test(value)) {
            throw new InvalidOptionException(
                    "%s: value \"%s\" (expected: %s)".formatted(source, value, type.expected()));
        }
        return value;
    }
}
