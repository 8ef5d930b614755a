package io.paz.scheduler.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a hook, as it came.
 *
 * @param headers by name in lower case
 * @param body the bytes that were received
 * @param secret from the address; null where it has none
 */
public record Delivery(
        Map<String, List<String>> headers,
        byte[] body,
        @Nullable String secret) {

    private static final int MAX_HEADER_LENGTH = 1024;

    /** A header that came once and is not too long; any other one counts as missing. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 && values.get(0).length() <= MAX_HEADER_LENGTH
                ? Optional.of(values.get(0).strip())
                : Optional.empty();
    }

    boolean has(String name) {
        return headers.containsKey(name);
    }
}
