package io.paz.http.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The OpenAPI description of a service's routes, YAML. */
public record OpenApiDocument(String yaml) {

    /** Reads {@code openapi.yaml} from the package of the class. */
    public static OpenApiDocument beside(Class<?> neighbour) {
        try (InputStream file = neighbour.getResourceAsStream("openapi.yaml")) {
            if (file == null) {
                throw new IllegalStateException("openapi.yaml is missing beside " + neighbour.getName());
            }
            return new OpenApiDocument(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
