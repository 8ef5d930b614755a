package io.paz.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an engine.
 *
 * @param options values of the service's options, by their names on the command line
 * @param token that the engine's doors take as bearer; null for none
 */
public record EngineSettings(
        Map<String, String> options, @Nullable String token) {

    public EngineSettings {
        options = Map.copyOf(options);
    }

    /** The value of an option, which must be there. */
    public String option(String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + ": value is missing (expected: one, for this engine)");
        }
        return value;
    }
}
