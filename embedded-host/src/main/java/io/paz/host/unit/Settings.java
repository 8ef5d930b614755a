package io.paz.host.unit;

import io.paz.host.unit.text.InvalidUnitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The assignments of one section, asked for by name. */
record Settings(List<Directive> directives) {
    private static final List<String> TRUE = List.of("1", "yes", "y", "true", "t", "on");
    private static final List<String> FALSE = List.of("0", "no", "n", "false", "f", "off");

    Settings section(String section) {
        return new Settings(directives.stream()
                .filter(directive -> directive.section().equals(section))
                .toList());
    }

    /** All values of the names together, in their order. */
    List<String> all(String... names) {
        return directives.stream()
                .filter(directive -> Arrays.asList(names).contains(directive.name()))
                .map(Directive::value)
                .toList();
    }

    /** The values since the last empty one, which empties the list. */
    List<String> list(String name) {
        List<String> values = new ArrayList<>();
        for (String value : all(name)) {
            if (value.isEmpty()) {
                values.clear();
            } else {
                values.add(value);
            }
        }
        return values;
    }

    /** The last value of any of the names; an empty one means the default. */
    Optional<String> last(String... names) {
        List<String> values = all(names);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(values.size() - 1)).filter(value -> !value.isEmpty());
    }

    boolean truth(String name) {
        String text = last(name).orElse("no").toLowerCase(Locale.ROOT);
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            throw new InvalidUnitException(name + ": \"" + text + "\" (expected: yes or no)");
        }
        return TRUE.contains(text);
    }

    /** The constant whose name is the text, with dashes for underscores. */
    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        Optional<String> text = last(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int index = known.indexOf(text.get());
        if (index < 0) {
            throw new InvalidUnitException(
                    name + ": \"" + text.get() + "\" (expected, on this host: " + String.join(", ", known) + ")");
        }
        return type.getEnumConstants()[index];
    }
}
