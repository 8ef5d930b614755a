package io.paz.cli.manifest;

import io.paz.cli.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Environments and services with their fields, of a file or of a platform, in one form, so that equal ones are equal.
 *
 * @param environments without production, which is always there
 * @param services fields by the name under which each is deployed; {@code secrets} has names only
 */
public record Catalogue(SortedSet<String> environments, SortedMap<String, Json> services) {

    /** What the service directory answers for fields that were never given, beside the empty ones. */
    private static final Map<String, Object> DEFAULTS = Map.of("publicFacing", false, "numInstances", 1L);

    private static final int MAX_SCALE = 100;

    public static Catalogue of(Collection<String> environments, Map<String, Json> services) {
        SortedMap<String, Json> normal = new TreeMap<>();
        services.forEach((name, fields) -> normal.put(name, normal(fields)));
        return new Catalogue(new TreeSet<>(environments), normal);
    }

    /** Those services, and the environments that they are in; all of both where none is named. */
    public Catalogue only(Collection<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        SortedMap<String, Json> some = new TreeMap<>(services);
        some.keySet().retainAll(names);
        SortedSet<String> theirs = new TreeSet<>(environments);
        theirs.retainAll(some.keySet().stream().map(Catalogue::environmentOf).toList());
        return new Catalogue(theirs, some);
    }

    /** Of a service's name; empty in production. */
    static String environmentOf(String service) {
        int dot = service.indexOf('.');
        return dot < 0 ? "" : service.substring(dot + 1);
    }

    /** Of a service's name, without its environment. */
    static String nameOf(String service) {
        int dot = service.indexOf('.');
        return dot < 0 ? service : service.substring(0, dot);
    }

    private static Json normal(Json service) {
        Map<String, Object> fields = new TreeMap<>();
        service.fields().forEach((name, field) -> {
            Object value = name.equals("secrets") ? sortedNames(field) : normalValue(field);
            if (value != null && !isEmpty(value) && !value.equals(DEFAULTS.get(name))) {
                fields.put(name, value);
            }
        });
        return Json.object(fields);
    }

    private static List<String> sortedNames(Json names) {
        return names.items().stream().map(Json::text).sorted().distinct().toList();
    }

    private static boolean isEmpty(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty()
                || value.equals("");
    }

    private static @Nullable Object normalValue(Json json) {
        if (json.isObject()) {
            Map<String, @Nullable Object> fields = new TreeMap<>();
            json.fields().forEach((name, field) -> {
                if (!field.isNothing()) {
                    fields.put(name, normalValue(field));
                }
            });
            return fields;
        }
        if (json.isList()) {
            List<@Nullable Object> items = new ArrayList<>();
            json.items().forEach(item -> items.add(normalValue(item)));
            return items;
        }
        return json.value() instanceof Number number ? normalNumber(number) : json.value();
    }

    /** 2, 2.0 and 2e0 are the same number. */
    private static Number normalNumber(Number number) {
        BigDecimal decimal = new BigDecimal(number.toString()).stripTrailingZeros();
        if (decimal.scale() > 0 || decimal.scale() < -MAX_SCALE) {
            return decimal;
        }
        java.math.BigInteger whole = decimal.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }
}
