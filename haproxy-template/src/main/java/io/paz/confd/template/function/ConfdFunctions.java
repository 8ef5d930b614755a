package io.paz.confd.template.function;

import io.paz.confd.template.function.TemplateFunction.Arguments;
import io.paz.confd.template.value.FunctionException;
import io.paz.confd.template.value.GoPath;
import io.paz.confd.template.value.KeyReader;
import io.paz.confd.template.value.KeyValue;
import io.paz.confd.template.value.Quoting;
import io.paz.confd.template.value.RenderContext;
import io.paz.confd.template.value.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Functions that confd adds. */
final class ConfdFunctions {

    private static final int MAX_SEQUENCE_LENGTH = 1_000_000;
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

    private ConfdFunctions() {}

    static List<TemplateFunction> all() {
        List<TemplateFunction> all = new ArrayList<>();
        keys(all);
        texts(all);
        lists(all);
        numbers(all);
        rest(all);
        return all;
    }

    private static void keys(List<TemplateFunction> all) {
        all.add(onKeys("exists", (keys, arguments) -> keys.exists(arguments.text(0))));
        all.add(onKeys("get", (keys, arguments) -> keys.pair(arguments.text(0))));
        all.add(onKeys("gets", (keys, arguments) -> keys.matching(arguments.text(0))));
        all.add(onKeys("getvs", (keys, arguments) -> keys.valuesMatching(arguments.text(0))));
        all.add(onKeys("ls", (keys, arguments) -> keys.list(arguments.text(0))));
        all.add(onKeys("lsdir", (keys, arguments) -> keys.folders(arguments.text(0))));
        all.add(TemplateFunction.variadic(
                "getv", List.of(Type.TEXT), Type.TEXT, (context, arguments) -> valueOr(context.keys(), arguments)));
    }

    private interface OnKeys {
        Object apply(KeyReader keys, Arguments arguments);
    }

    private static TemplateFunction onKeys(String name, OnKeys body) {
        return TemplateFunction.of(
                name, List.of(Type.TEXT), (context, arguments) -> body.apply(context.keys(), arguments));
    }

    private static String valueOr(KeyReader keys, Arguments arguments) {
        String value = keys.value(arguments.text(0));
        if (value == null && arguments.count() == 1) {
            throw new FunctionException("there is no key " + arguments.text(0));
        }
        return value == null ? arguments.text(1) : value;
    }

    private static void texts(List<TemplateFunction> all) {
        all.add(text("base", GoPath::base));
        all.add(text("dir", GoPath::dir));
        all.add(text("toUpper", text -> text.toUpperCase(Locale.ROOT)));
        all.add(text("toLower", text -> text.toLowerCase(Locale.ROOT)));
        all.add(text("base64Encode", text -> Base64.getEncoder().encodeToString(Quoting.bytes(text))));
        all.add(text("base64Decode", ConfdFunctions::decode));
        all.add(of("contains", arguments -> arguments.text(0).contains(arguments.text(1)), Type.TEXT, Type.TEXT));
        all.add(of("trimSuffix", ConfdFunctions::withoutSuffix, Type.TEXT, Type.TEXT));
        all.add(of("replace", ConfdFunctions::replace, Type.TEXT, Type.TEXT, Type.TEXT, Type.INTEGER));
        all.add(of("split", ConfdFunctions::split, Type.TEXT, Type.TEXT));
        all.add(of("join", ConfdFunctions::join, Type.TEXTS, Type.TEXT));
    }

    private static void lists(List<TemplateFunction> all) {
        all.add(of("reverse", arguments -> reversed(arguments.any(0)), Type.ANY));
        all.add(of("sortByLength", arguments -> sorted(arguments.list(0), String.class, text -> text), Type.TEXTS));
        all.add(of(
                "sortKVByLength", arguments -> sorted(arguments.list(0), KeyValue.class, KeyValue::key), Type.PAIRS));
        all.add(of("seq", ConfdFunctions::sequence, Type.INTEGER, Type.INTEGER));
        all.add(TemplateFunction.variadic(
                "map", List.of(), Type.ANY, (context, arguments) -> mapOf(arguments.values())));
    }

    private static void numbers(List<TemplateFunction> all) {
        all.add(arithmetic("add", (a, b) -> a + b));
        all.add(arithmetic("sub", (a, b) -> a - b));
        all.add(arithmetic("mul", (a, b) -> a * b));
        all.add(arithmetic("div", (a, b) -> a / nonZero(b)));
        all.add(arithmetic("mod", (a, b) -> a % nonZero(b)));
        all.add(of("atoi", arguments -> wholeNumber(arguments.text(0)), Type.TEXT));
        all.add(of("parseBool", arguments -> parseBool(arguments.text(0)), Type.TEXT));
    }

    private static void rest(List<TemplateFunction> all) {
        List<Type> text = List.of(Type.TEXT);
        all.add(TemplateFunction.variadic(
                "getenv", text, Type.TEXT, (context, arguments) -> environment(context.environment(), arguments)));
        all.add(TemplateFunction.of(
                "fileExists", text, (context, arguments) -> context.files().test(arguments.text(0))));
        all.add(TemplateFunction.of("json", text, (context, arguments) -> json(context, arguments.text(0), false)));
        all.add(TemplateFunction.of("jsonArray", text, (context, arguments) -> json(context, arguments.text(0), true)));
    }

    private interface Body {
        @Nullable
        Object apply(Arguments arguments);
    }

    private static TemplateFunction of(String name, Body body, Type... types) {
        return TemplateFunction.of(name, List.of(types), (context, arguments) -> body.apply(arguments));
    }

    private static TemplateFunction text(String name, UnaryOperator<String> body) {
        return of(name, arguments -> body.apply(arguments.text(0)), Type.TEXT);
    }

    private static TemplateFunction arithmetic(String name, LongBinaryOperator operator) {
        return of(
                name,
                arguments -> operator.applyAsLong(arguments.number(0), arguments.number(1)),
                Type.INTEGER,
                Type.INTEGER);
    }

    private static String decode(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new FunctionException("not base64: " + e.getMessage());
        }
    }

    private static String withoutSuffix(Arguments arguments) {
        String text = arguments.text(0);
        String suffix = arguments.text(1);
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    /** A negative number of times means all. */
    private static String replace(Arguments arguments) {
        String text = arguments.text(0);
        Matcher matcher = Pattern.compile(arguments.text(1), Pattern.LITERAL).matcher(text);
        StringBuilder replaced = new StringBuilder();
        String replacement = Matcher.quoteReplacement(arguments.text(2));
        long times = arguments.number(3);
        while (times != 0 && matcher.find()) {
            matcher.appendReplacement(replaced, replacement);
            times--;
        }
        return matcher.appendTail(replaced).toString();
    }

    private static List<String> split(Arguments arguments) {
        String text = arguments.text(0);
        String separator = arguments.text(1);
        if (separator.isEmpty()) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        return List.of(text.split(Pattern.quote(separator), -1));
    }

    private static String join(Arguments arguments) {
        return String.join(
                arguments.text(1),
                arguments.list(0).stream().map(String.class::cast).toList());
    }

    private static @Nullable Object reversed(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<Object> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Those of equal length keep their order; Go leaves open how it orders them. */
    private static <T> List<T> sorted(List<?> list, Class<T> type, Function<T, String> key) {
        Comparator<T> byLength = Comparator.comparingInt(element -> Quoting.bytes(key.apply(element)).length);
        return list.stream().map(type::cast).sorted(byLength).toList();
    }

    private static List<Long> sequence(Arguments arguments) {
        long count = arguments.number(1) - arguments.number(0) + 1;
        if (count > MAX_SEQUENCE_LENGTH) {
            throw new FunctionException(count + " numbers (expected: at most " + MAX_SEQUENCE_LENGTH + ")");
        }
        return LongStream.rangeClosed(arguments.number(0), arguments.number(1))
                .boxed()
                .toList();
    }

    private static Map<String, @Nullable Object> mapOf(List<? extends @Nullable Object> values) {
        if (values.size() % 2 != 0) {
            throw new FunctionException("a name without its value (expected: names and values in turn)");
        }
        Map<String, @Nullable Object> map = new TreeMap<>();
        for (int i = 0; i < values.size(); i += 2) {
            if (!(values.get(i) instanceof String name)) {
                throw new FunctionException("a name is a " + Type.nameOf(values.get(i)) + " (expected: a text)");
            }
            map.put(name, values.get(i + 1));
        }
        return map;
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw new FunctionException("division by zero");
        }
        return divisor;
    }

    private static long wholeNumber(String text) {
        try {
            if (text.codePoints().anyMatch(c -> c > 0x7f)) {
                throw new NumberFormatException();
            }
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new FunctionException("not a whole number: " + Quoting.quote(text));
        }
    }

    private static boolean parseBool(String text) {
        if (TRUE.contains(text)) {
            return true;
        }
        if (FALSE.contains(text)) {
            return false;
        }
        throw new FunctionException("not true or false: " + Quoting.quote(text));
    }

    private static String environment(Map<String, String> environment, Arguments arguments) {
        String value = environment.getOrDefault(arguments.text(0), "");
        return value.isEmpty() && arguments.count() > 1 ? arguments.text(1) : value;
    }

    private static Object json(RenderContext context, String text, boolean array) {
        try {
            return array ? context.json().array(text) : context.json().object(text);
        } catch (IllegalArgumentException e) {
            throw new FunctionException("not JSON: " + e.getMessage());
        }
    }
}
