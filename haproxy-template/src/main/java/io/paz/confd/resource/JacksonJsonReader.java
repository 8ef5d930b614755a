package io.paz.confd.resource;

import io.paz.confd.template.value.RenderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON for templates. */
final class JacksonJsonReader implements RenderContext.JsonReader {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> object(String text) {
        Object value = read(text, Map.class);
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<Object> array(String text) {
        Object value = read(text, List.class);
        return value == null ? List.of() : (List<Object>) value;
    }

    private static @Nullable Object read(String text, Class<?> type) {
        try {
            return withDoubles(MAPPER.readValue(text, type));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** To templates every number is a floating-point one, as Go's JSON has it. */
    private static @Nullable Object withDoubles(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> doubles = new ArrayList<>();
            list.forEach(element -> doubles.add(withDoubles(element)));
            return doubles;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> doubles = new TreeMap<>();
            map.forEach((name, element) -> doubles.put(String.valueOf(name), withDoubles(element)));
            return doubles;
        }
        return value;
    }
}
