package io.paz.http.json;

import io.paz.http.error.ApiException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Describes a body's invalid field: name, value and what was expected. */
final class FieldFailure {

    /** Fields whose values may be secret. */
    private static final Set<String> SECRET_FIELDS = Set.of("env", "secrets", "basicAuth", "password");

    private static final String HIDDEN = "(not shown)";

    private FieldFailure() {}

    static ApiException of(JacksonException failure, JsonNode body) {
        String field = fieldOf(failure.getPath());
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "unknown_field",
                    "%s: unknown field (expected one of: %s)".formatted(field, known(unknown)));
        }
        return ApiException.invalidField(field, valueAt(failure.getPath(), body), expected(targetOf(failure)));
    }

    private static @Nullable Class<?> targetOf(JacksonException failure) {
        if (failure instanceof InputCoercionException outOfRange) {
            return outOfRange.getTargetType();
        }
        return failure instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    }

    private static String known(UnrecognizedPropertyException unknown) {
        Collection<Object> names = unknown.getKnownPropertyIds();
        return names == null ? "none" : names.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String fieldOf(List<JacksonException.Reference> path) {
        StringBuilder field = new StringBuilder();
        for (JacksonException.Reference step : path) {
            if (step.getPropertyName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return field.isEmpty() ? "body" : field.toString();
    }

    private static String valueAt(List<JacksonException.Reference> path, JsonNode body) {
        if (path.stream().anyMatch(step -> SECRET_FIELDS.contains(String.valueOf(step.getPropertyName())))) {
            return HIDDEN;
        }
        JsonNode node = body;
        for (JacksonException.Reference step : path) {
            node = step.getPropertyName() == null ? node.path(step.getIndex()) : node.path(step.getPropertyName());
        }
        return node.toString();
    }

    static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another type of value";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "another type of value";
    }
}
