package io.paz.directory.catalog.field;

import java.util.Arrays;
import java.util.Locale;

/** What the instances of a service speak at its first port. */
public enum PortProtocol {
    HTTP,
    /** HTTP/2 in clear text, with prior knowledge. */
    H2C,
    TCP;

    /** @throws InvalidFieldException for another text */
    public static PortProtocol of(int index, String text) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidFieldException("ports[%d].protocol".formatted(index), text, "http, h2c or tcp"));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
