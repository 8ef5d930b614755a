package io.paz.host.unit;

import io.paz.host.unit.text.InvalidUnitException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A unit file as fleet holds it: assignments in the order given. Its text groups them by section, in the order in which
 * the sections were first seen; the SHA-1 of that text identifies the unit's content.
 */
public record UnitFile(List<Directive> directives) {
    public UnitFile {
        directives = List.copyOf(directives);
    }

    /**
     * Reads text as fleet does, which keeps continuation lines as they are.
     *
     * @throws InvalidUnitException if fleet would not read it
     */
    public static UnitFile parse(String text) {
        return new UnitFile(new UnitFileParser(text).parse());
    }

    /** The text that systemd reads. */
    public String text() {
        Map<String, List<Directive>> sections = new LinkedHashMap<>();
        directives.forEach(directive -> sections.computeIfAbsent(directive.section(), name -> new ArrayList<>())
                .add(directive));
        List<String> blocks = new ArrayList<>();
        sections.forEach((section, lines) -> blocks.add(block(section, lines)));
        return String.join("\n", blocks);
    }

    private static String block(String section, List<Directive> lines) {
        StringBuilder block = new StringBuilder("[" + section + "]\n");
        lines.forEach(line ->
                block.append(line.name()).append('=').append(line.value()).append('\n'));
        return block.toString();
    }

    /** SHA-1 of the text, in hexadecimal. */
    public String hash() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
