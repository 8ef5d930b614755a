package io.paz.http.option;

import java.util.List;
import java.util.function.Predicate;

/**
 * Type of an option's value.
 *
 * @param placeholder stands for the value in the help; empty for a flag, which needs none
 * @param expected says in words what is accepted
 */
public record OptionType(String placeholder, String expected, Predicate<String> accepts) {

    public static final OptionType TEXT = new OptionType("TEXT", "a text", value -> true);
    public static final OptionType PATH = new OptionType("PATH", "a path", value -> value.indexOf('\0') < 0);
    public static final OptionType PORT = wholeNumber("PORT", 0, 65535);
    public static final OptionType FLAG = new OptionType(
            "", "true or false", value -> List.of("true", "false").contains(value));
    public static final OptionType URL = new OptionType(
            "URL", "a URL that starts with http:// or https://", value -> value.matches("https?://[^\\s/]+.*"));
    public static final OptionType URLS = new OptionType(
            "URLS",
            "URLs that start with http:// or https://, with commas between",
            value -> value.matches("https?://[^\\s/,]++/?(\\s*+,\\s*+https?://[^\\s/,]++/?)*+"));

    public static OptionType wholeNumber(String placeholder, long lowest, long highest) {
        return new OptionType(
                placeholder,
                "a whole number from %d to %d".formatted(lowest, highest),
                value -> isWithin(value, lowest, highest));
    }

    /** One of some words. */
    public static OptionType oneOf(String placeholder, List<String> words) {
        return new OptionType(placeholder, "one of " + String.join(", ", words), words::contains);
    }

    private static boolean isWithin(String value, long lowest, long highest) {
        if (!value.matches("-?[0-9]{1,18}")) {
            return false;
        }
        long number = Long.parseLong(value);
        return number >= lowest && number <= highest;
    }
}
