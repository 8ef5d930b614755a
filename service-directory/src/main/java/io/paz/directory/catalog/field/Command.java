package io.paz.directory.catalog.field;

import java.util.List;

/** Arguments that replace the image's own command. */
public record Command(List<String> arguments) {

    private static final int MAX_WORDS = 1000;
    private static final int MAX_WORD_LENGTH = 32 * 1024;
    private static final int MAX_SIZE = 256 * 1024;

    public Command {
        arguments = List.copyOf(arguments);
        boolean some = !arguments.isEmpty() && arguments.size() <= MAX_WORDS;
        InvalidFieldException.unless(some, "command", arguments.size() + " arguments", "1 to " + MAX_WORDS);
        for (int i = 0; i < arguments.size(); i++) {
            check("command[%d]".formatted(i), arguments.get(i));
        }
        int bytes = arguments.stream().mapToInt(UnitText::bytes).sum();
        InvalidFieldException.unless(
                bytes <= MAX_SIZE, "command", bytes + " bytes", "at most %d bytes together".formatted(MAX_SIZE));
    }

    private static void check(String field, String argument) {
        int bytes = UnitText.bytes(argument);
        InvalidFieldException.unless(
                bytes <= MAX_WORD_LENGTH, field, bytes + " bytes", "at most %d bytes".formatted(MAX_WORD_LENGTH));
        if (!UnitText.isCarried(argument)) {
            throw InvalidFieldException.ofSecret(field, UnitText.EXPECTED);
        }
    }
}
