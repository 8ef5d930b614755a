package io.paz.confd.template.function;

import io.paz.confd.template.function.TemplateFunction.Arguments;
import io.paz.confd.template.value.FunctionException;
import io.paz.confd.template.value.GoFormat;
import io.paz.confd.template.value.Type;
import io.paz.confd.template.value.Values;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions that Go's text/template has of its own. */
final class GoFunctions {

    private static final List<Type> ONE = List.of(Type.ANY);
    private static final List<Type> TWO = List.of(Type.ANY, Type.ANY);

    private GoFunctions() {}

    static List<TemplateFunction> all() {
        return List.of(
                // The evaluator stops these two at the first argument that decides; it never comes here.
                variadic("and", ONE, arguments -> null),
                variadic("or", ONE, arguments -> null),
                fixed("not", ONE, arguments -> !Values.truth(arguments.any(0))),
                variadic("eq", TWO, GoFunctions::equalsAny),
                fixed("ne", TWO, arguments -> !Values.equal(arguments.any(0), arguments.any(1))),
                comparison("lt", sign -> sign < 0),
                comparison("le", sign -> sign <= 0),
                comparison("gt", sign -> sign > 0),
                comparison("ge", sign -> sign >= 0),
                fixed("len", ONE, arguments -> Values.length(arguments.any(0))),
                variadic("index", ONE, GoFunctions::index),
                TemplateFunction.variadic("slice", ONE, Type.INTEGER, (context, arguments) -> slice(arguments)),
                variadic("print", List.of(), arguments -> GoFormat.print(arguments.values())),
                variadic("println", List.of(), arguments -> GoFormat.println(arguments.values())),
                variadic("printf", List.of(Type.TEXT), arguments -> Printf.format(arguments.text(0), rest(arguments))),
                escape("html", Escapes::html),
                escape("js", Escapes::js),
                escape("urlquery", text -> URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("*", "%2A")
                        .replace("%7E", "~")));
    }

    private interface Body {
        @Nullable
        Object apply(Arguments arguments);
    }

    private static TemplateFunction fixed(String name, List<Type> types, Body body) {
        return TemplateFunction.of(name, types, (context, arguments) -> body.apply(arguments));
    }

    private static TemplateFunction variadic(String name, List<Type> types, Body body) {
        return TemplateFunction.variadic(name, types, Type.ANY, (context, arguments) -> body.apply(arguments));
    }

    private static TemplateFunction comparison(String name, IntPredicate sign) {
        return fixed(name, TWO, arguments -> sign.test(Values.compare(arguments.any(0), arguments.any(1))));
    }

    private static TemplateFunction escape(String name, UnaryOperator<String> escape) {
        return variadic(name, List.of(), arguments -> escape.apply(GoFormat.print(arguments.values())));
    }

    private static Object equalsAny(Arguments arguments) {
        for (Object other : rest(arguments)) {
            if (Values.equal(arguments.any(0), other)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Object index(Arguments arguments) {
        Object value = arguments.any(0);
        for (Object index : rest(arguments)) {
            value = Values.index(value, index);
        }
        return value;
    }

    private static Object slice(Arguments arguments) {
        List<Long> bounds = rest(arguments).stream().map(Long.class::cast).toList();
        if (bounds.size() > 2) {
            throw new FunctionException("slice with " + bounds.size() + " bounds (expected: at most 2)");
        }
        return Values.slice(arguments.any(0), bounds);
    }

    private static List<@Nullable Object> rest(Arguments arguments) {
        return arguments.values().subList(1, arguments.count());
    }
}
