package io.paz.confd.template.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Semantics of values: texts, {@link Long}, {@link Double}, {@link Boolean}, lists, maps from names, {@link KeyValue}, or null
 * for no value.
 */
public final class Values {

    private Values() {}

    /** Iteration step of a range. */
    public record Element(@Nullable Object index, @Nullable Object value) {}

    public static boolean truth(@Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Collection<?> list) {
            return !list.isEmpty();
        }
        return !(value instanceof Map<?, ?> map) || !map.isEmpty();
    }

    public static List<Element> elements(@Nullable Object value) {
        List<Element> elements = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> elements.add(new Element((long) elements.size(), element)));
        } else if (value instanceof Map<?, ?> map) {
            new TreeMap<>(map).forEach((name, element) -> elements.add(new Element(name, element)));
        } else if (value != null) {
            throw new FunctionException("range cannot go over a " + Type.nameOf(value));
        }
        return elements;
    }

    public static @Nullable Object field(@Nullable Object of, String name) {
        if (of == null) {
            return null;
        }
        if (of instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (of instanceof KeyValue pair && name.equals("Key")) {
            return pair.key();
        }
        if (of instanceof KeyValue pair && name.equals("Value")) {
            return pair.value();
        }
        throw new FunctionException("a " + Type.nameOf(of) + " has no field " + name);
    }

    public static Number wholeIfPossible(Number number) {
        boolean whole = number.doubleValue() == number.longValue();
        return whole ? (Number) number.longValue() : number;
    }

    public static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        checkComparable(a, b);
        return a.equals(b);
    }

    /** Below, at or above zero, as the first is less, equal or greater. */
    public static int compare(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Double x && b instanceof Double y) {
            return Double.compare(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            return Arrays.compareUnsigned(Quoting.bytes(x), Quoting.bytes(y));
        }
        throw new FunctionException("a " + Type.nameOf(a) + " cannot be ordered beside a " + Type.nameOf(b));
    }

    private static void checkComparable(Object a, Object b) {
        boolean basic = a instanceof String || a instanceof Number || a instanceof Boolean;
        if (!basic || a.getClass() != b.getClass()) {
            throw new FunctionException("a " + Type.nameOf(a) + " cannot be compared with a " + Type.nameOf(b));
        }
    }

    public static long length(@Nullable Object value) {
        if (value instanceof String text) {
            return Quoting.bytes(text).length;
        }
        if (value instanceof Collection<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        throw new FunctionException("a " + Type.nameOf(value) + " has no length");
    }

    public static @Nullable Object index(@Nullable Object of, @Nullable Object index) {
        if (of instanceof Map<?, ?> map && index instanceof String name) {
            return map.get(name);
        }
        if (of instanceof List<?> list && index instanceof Long at) {
            return list.get(within(at, list.size() - 1L));
        }
        if (of instanceof String text && index instanceof Long at) {
            byte[] bytes = Quoting.bytes(text);
            return (long) Byte.toUnsignedInt(bytes[within(at, bytes.length - 1L)]);
        }
        throw new FunctionException("a " + Type.nameOf(of) + " has no element for a " + Type.nameOf(index));
    }

    public static Object slice(@Nullable Object of, List<Long> bounds) {
        if (of instanceof String text) {
            byte[] bytes = Quoting.bytes(text);
            int from = bounds.isEmpty() ? 0 : within(bounds.get(0), bytes.length);
            int to = bounds.size() < 2 ? bytes.length : within(bounds.get(1), bytes.length);
            return new String(bytes, from, ordered(from, to) - from, StandardCharsets.UTF_8);
        }
        if (of instanceof List<?> list) {
            int from = bounds.isEmpty() ? 0 : within(bounds.get(0), list.size());
            int to = bounds.size() < 2 ? list.size() : within(bounds.get(1), list.size());
            return list.subList(from, ordered(from, to));
        }
        throw new FunctionException("a " + Type.nameOf(of) + " cannot be sliced");
    }

    private static int ordered(int from, int to) {
        if (from > to) {
            throw new FunctionException("slice from " + from + " to " + to + " goes backwards");
        }
        return to;
    }

    private static int within(long index, long most) {
        if (index < 0 || index > most) {
            throw new FunctionException("index " + index + " is out of range (expected: 0 to " + most + ")");
        }
        return (int) index;
    }
}
