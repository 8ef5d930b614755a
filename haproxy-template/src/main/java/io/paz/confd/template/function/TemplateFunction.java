package io.paz.confd.template.function;

import io.paz.confd.template.value.FunctionException;
import io.paz.confd.template.value.RenderContext;
import io.paz.confd.template.value.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that templates may call.
 *
 * @param parameters types of the arguments that it must be given
 * @param rest type of any further arguments; null when it takes none
 * @param least least number of arguments, where fewer than the parameters will do
 */
public record TemplateFunction(
        String name, List<Type> parameters, @Nullable Type rest, int least, Body body) {

    /** Body of the function, called with arguments of the right types. */
    public interface Body {
        @Nullable
        Object apply(RenderContext context, Arguments arguments);
    }

    /** Arguments, each of the type that its parameter has. */
    public record Arguments(List<@Nullable Object> values) {

        int count() {
            return values.size();
        }

        @Nullable
        Object any(int index) {
            return values.get(index);
        }

        String text(int index) {
            return (String) present(index);
        }

        long number(int index) {
            return (Long) present(index);
        }

        List<?> list(int index) {
            return (List<?>) present(index);
        }

        private Object present(int index) {
            Object value = values.get(index);
            if (value == null) {
                throw new FunctionException("argument " + (index + 1) + " has no value");
            }
            return value;
        }
    }

    static TemplateFunction of(String name, List<Type> parameters, Body body) {
        return new TemplateFunction(name, parameters, null, parameters.size(), body);
    }

    static TemplateFunction variadic(String name, List<Type> parameters, Type rest, Body body) {
        return new TemplateFunction(name, parameters, rest, parameters.size(), body);
    }

    public void checkCount(int given) {
        boolean tooMany = rest == null && given > parameters.size();
        if (given < least || tooMany) {
            throw new FunctionException(
                    name + " takes " + (rest == null ? "" : "at least ") + least + " arguments and was given " + given);
        }
    }

    public Type typeOf(int index) {
        if (index < parameters.size()) {
            return parameters.get(index);
        }
        return rest == null ? Type.ANY : rest;
    }
}
