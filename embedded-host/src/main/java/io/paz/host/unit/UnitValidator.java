package io.paz.host.unit;

import io.paz.host.unit.text.InvalidUnitException;
import java.nio.charset.StandardCharsets;

/** Decides whether a unit is taken at all: fleet's own checks, then whether this host can run what it asks for. */
public final class UnitValidator {
    private final ServiceDefinitionReader reader;

    public UnitValidator(ServiceDefinitionReader reader) {
        this.reader = reader;
    }

    /** @throws InvalidUnitException saying what is wrong */
    public void check(UnitName name, UnitFile file) {
        checkCharacters(file.text());
        UnitFile.parse(file.text());
        Requirements.of(name, file).check();
        reader.read(name, file);
    }

    /** systemd leaves out a line with one of these, in silence. */
    private static void checkCharacters(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidUnitException("unit text holds half a surrogate pair, which is no character");
        }
        text.codePoints().filter(UnitValidator::isRefused).findFirst().ifPresent(character -> {
            throw new InvalidUnitException(
                    String.format("unit text holds the character U+%04X, which systemd does not read", character));
        });
    }

    private static boolean isRefused(int character) {
        boolean nonCharacter = (character & 0xFFFE) == 0xFFFE || character >= 0xFDD0 && character <= 0xFDEF;
        return character == 0 || nonCharacter;
    }
}
