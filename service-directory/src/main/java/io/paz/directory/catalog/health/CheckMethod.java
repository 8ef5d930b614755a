package io.paz.directory.catalog.health;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.util.Arrays;

/** Methods that change nothing, and with which a health check may ask. */
public enum CheckMethod {
    GET,
    HEAD,
    OPTIONS;

    public static CheckMethod of(String text) {
        return Arrays.stream(values())
                .filter(method -> method.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldException("healthCheck.method", text, "GET, HEAD or OPTIONS"));
    }
}
