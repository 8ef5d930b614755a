package io.paz.cli.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of JSON: a map, a list, a text, a number, a truth value or nothing. What is absent is nothing too. */
public record Json(@Nullable Object value) {

    public static final Json NOTHING = new Json(null);

    public static Json object(Map<String, ?> fields) {
        Map<String, Object> plain = new LinkedHashMap<>();
        fields.forEach((name, value) -> plain.put(name, value instanceof Json json ? json.value : value));
        return new Json(Collections.unmodifiableMap(plain));
    }

    public static Json of(String name, @Nullable Object value) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put(name, value instanceof Json json ? json.value : value);
        return new Json(Collections.unmodifiableMap(one));
    }

    public static Json list(List<?> items) {
        List<Object> plain = new ArrayList<>();
        items.forEach(item -> plain.add(item instanceof Json json ? json.value : item));
        return new Json(Collections.unmodifiableList(plain));
    }

    public Json get(String name) {
        return value instanceof Map<?, ?> map ? new Json(map.get(name)) : NOTHING;
    }

    public boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    public boolean isNothing() {
        return value == null;
    }

    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    public boolean isList() {
        return value instanceof List<?>;
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /** The items of a list; none of anything else. */
    public List<Json> items() {
        return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
    }

    /** The fields of an object in their order; none of anything else. */
    public Map<String, Json> fields() {
        Map<String, Json> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put(String.valueOf(name), new Json(field)));
        }
        return fields;
    }

    /** A text or a number as text; empty for everything else. */
    public String text() {
        return value instanceof Map<?, ?> || value instanceof List<?> || value == null ? "" : value.toString();
    }

    public String text(String name) {
        return get(name).text();
    }

    /** The number, where it is one. */
    public Optional<Long> number() {
        return value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    public long number(String name) {
        return get(name).number().orElse(0L);
    }

    /** The same object with another value of a field. */
    public Json with(String name, @Nullable Object field) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields().forEach((key, old) -> fields.put(key, old.value));
        fields.put(name, field instanceof Json json ? json.value : field);
        return new Json(Collections.unmodifiableMap(fields));
    }

    @Override
    public String toString() {
        return JsonWriter.compact(this);
    }
}
