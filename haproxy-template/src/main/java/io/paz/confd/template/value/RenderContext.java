package io.paz.confd.template.value;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Input of a template: keys and environment.
 *
 * @param keys the keys that the template was given
 * @param environment the values for {@code getenv}
 * @param files tells whether a file is there, for {@code fileExists}
 * @param json reads JSON for {@code json} and {@code jsonArray}
 */
public record RenderContext(KeyReader keys, Map<String, String> environment, Predicate<String> files, JsonReader json) {

    public RenderContext {
        environment = Map.copyOf(environment);
    }

    /**
     * Reads JSON into maps from names, lists, texts, booleans, {@link Double} for each number, and null. Throws
     * {@link IllegalArgumentException} with the reason where the text is not such JSON.
     */
    public interface JsonReader {
        Map<String, Object> object(String text);

        List<Object> array(String text);
    }
}
