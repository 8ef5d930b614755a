package io.paz.orchestrator.cluster.routing;

import org.jspecify.annotations.Nullable;

/**
 * A key that never reaches HAProxy.
 *
 * @param value as it stands there, shortened; whoever shows it must take it for text and nothing else
 * @param service null when the key names no service
 */
public record SkippedKey(String key, String value, @Nullable String service, String reason) {

    private static final int SHOWN = 200;

    public SkippedKey {
        value = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
