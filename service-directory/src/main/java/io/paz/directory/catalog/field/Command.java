package io.paz.directory.catalog.field;

import java.util.List;

/** Arguments that replace the image's own command. */
public record Command(List<String> arguments) {

    private static final int MOST = 1000;
    private static final int LONGEST = 32 * 1024;
    private static final int LARGEST = 256 * 1024;

    public Command {
        arguments = List.copyOf(arguments);
        boolean some = !arguments.isEmpty() && arguments.size() <= MOST;
        InvalidFieldException.unless(some, "command", arguments.size() + " arguments", "1 to " + MOST);
        for (int i = 0; i < arguments.size(); i++) {
            check("command[%d]".formatted(i), arguments.get(i));
        }
        int bytes = arguments.stream().mapToInt(UnitText::bytes).sum();
        InvalidFieldException.unless(
                bytes <= LARGEST, "command", bytes + " bytes", "at most %d bytes together".formatted(LARGEST));
    }

    private static void check(String field, String argument) {
        int bytes = UnitText.bytes(argument);
        InvalidFieldException.unless(bytes <= LONGEST, field, bytes + " bytes", "at most %d bytes".formatted(LONGEST));
        if (!UnitText.isCarried(argument)) {
            throw InvalidFieldException.ofSecret(field, UnitText.EXPECTED);
        }
    }
}
