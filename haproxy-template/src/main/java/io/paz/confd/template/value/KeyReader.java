package io.paz.confd.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template may ask of its keys. */
public interface KeyReader {

    boolean exists(String key);

    @Nullable
    String value(String key);

    /** @throws FunctionException when there is no such key */
    default KeyValue pair(String key) {
        String value = value(key);
        if (value == null) {
            throw new FunctionException("there is no key " + key);
        }
        return new KeyValue(key, value);
    }

    List<KeyValue> matching(String pattern);

    List<String> valuesMatching(String pattern);

    /** Names directly below a folder, be they folders or leaves; of a leaf, its own name. */
    List<String> list(String path);

    /** Names of the folders directly below a folder. */
    List<String> folders(String path);
}
