package io.paz.engine.fleet.unit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A unit: its name and its options in order, those of one section side by side. */
public record UnitFile(UnitName name, List<Option> options) {

    /** One {@code name=value} of a section. */
    public record Option(String section, String name, String value) {}

    public UnitFile {
        options = List.copyOf(options);
    }

    /** The text as fleet writes it on a host. */
    public static String text(List<Option> options) {
        return options.stream()
                .map(Option::section)
                .distinct()
                .map(section -> section(section, options))
                .collect(Collectors.joining("\n"));
    }

    /** SHA-1 of the text, in hexadecimal: what fleet reports as a unit's hash. */
    public static String hash(List<Option> options) {
        try {
            byte[] text = text(options).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    public String text() {
        return text(options);
    }

    public String hash() {
        return hash(options);
    }

    private static String section(String section, List<Option> options) {
        return options.stream()
                .filter(option -> option.section().equals(section))
                .map(option -> option.name() + "=" + option.value() + "\n")
                .collect(Collectors.joining("", "[" + section + "]\n", ""));
    }
}
