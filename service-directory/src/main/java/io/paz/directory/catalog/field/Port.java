package io.paz.directory.catalog.field;

import org.jspecify.annotations.Nullable;

/**
 * A port of the container.
 *
 * @param host port of the host; null when one is chosen at the start
 */
public record Port(int container, @Nullable Integer host) {

    static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }
}
