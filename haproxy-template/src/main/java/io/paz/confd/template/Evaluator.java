package io.paz.confd.template;

import io.paz.confd.template.cache.Recorder;
import io.paz.confd.template.function.TemplateFunction;
import io.paz.confd.template.syntax.Expression;
import io.paz.confd.template.syntax.Expression.Binding;
import io.paz.confd.template.syntax.Expression.Command;
import io.paz.confd.template.syntax.Expression.Pipeline;
import io.paz.confd.template.syntax.TemplateException;
import io.paz.confd.template.value.FunctionException;
import io.paz.confd.template.value.RenderContext;
import io.paz.confd.template.value.Type;
import io.paz.confd.template.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the values of expressions, and keeps the variables of one template. */
final class Evaluator {

    private static final class Variable {
        private final String name;
        private @Nullable Object value;

        Variable(String name, @Nullable Object value) {
            this.name = name;
            this.value = value;
        }
    }

    private final String template;
    private final RenderContext context;
    private final @Nullable Recorder recorder;
    private final List<Variable> variables = new ArrayList<>();

    /** @param recorder records the use of variables; null where none of them is outside the part that is recorded */
    Evaluator(String template, RenderContext context, @Nullable Object root, @Nullable Recorder recorder) {
        this.template = template;
        this.context = context;
        this.recorder = recorder;
        variables.add(new Variable("$", root));
    }

    int scope() {
        return variables.size();
    }

    void leave(int scope) {
        variables.subList(scope, variables.size()).clear();
    }

    /** The value of a pipeline, after setting its variable if it has one. */
    @Nullable
    Object evaluate(Pipeline pipeline, @Nullable Object dot) {
        Object value = value(pipeline, dot);
        if (pipeline.binding() == Binding.DECLARE) {
            variables.add(new Variable(pipeline.variables().get(0), value));
        } else if (pipeline.binding() == Binding.ASSIGN) {
            set(position(pipeline.variables().get(0)), value);
        }
        return value;
    }

    /** The value of a variable; the outermost has position 0. */
    @Nullable
    Object variable(int position) {
        return variables.get(position).value;
    }

    void set(int position, @Nullable Object value) {
        variables.get(position).value = value;
        if (recorder != null) {
            recorder.wroteVariable(position, value);
        }
    }

    /** A single variable of a range takes the element, two take the index or name and the element. */
    void declareElement(List<String> names, Values.Element element) {
        if (names.size() == 2) {
            variables.add(new Variable(names.get(0), element.index()));
        }
        if (!names.isEmpty()) {
            variables.add(new Variable(names.get(names.size() - 1), element.value()));
        }
    }

    @Nullable
    Object value(Pipeline pipeline, @Nullable Object dot) {
        Object value = null;
        boolean first = true;
        for (Command command : pipeline.commands()) {
            value = first ? first(command, dot) : call(command, dot, true, value);
            first = false;
        }
        return value;
    }

    private @Nullable Object first(Command command, @Nullable Object dot) {
        if (command.words().get(0) instanceof Expression.Function) {
            return call(command, dot, false, null);
        }
        return value(command.words().get(0), dot, command.line());
    }

    private @Nullable Object call(Command command, @Nullable Object dot, boolean piped, @Nullable Object last) {
        TemplateFunction function = ((Expression.Function) command.words().get(0)).function();
        List<Expression> words = command.words().subList(1, command.words().size());
        try {
            function.checkCount(words.size() + (piped ? 1 : 0));
            if (function.name().equals("and") || function.name().equals("or")) {
                return firstDeciding(function.name().equals("or"), words, dot, command.line(), piped, last);
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (Expression word : words) {
                values.add(argument(function, values.size(), word, dot, command.line()));
            }
            if (piped) {
                values.add(checked(function, values.size(), last));
            }
            return function.body().apply(context, new TemplateFunction.Arguments(values));
        } catch (FunctionException e) {
            throw new TemplateException(template, command.line(), function.name() + ": " + e.reason());
        }
    }

    /** {@code and} and {@code or} stop at the first argument that decides. */
    private @Nullable Object firstDeciding(
            boolean or, List<Expression> words, @Nullable Object dot, int line, boolean piped, @Nullable Object last) {
        Object value = null;
        for (Expression word : words) {
            value = value(word, dot, line);
            if (Values.truth(value) == or) {
                return value;
            }
        }
        return piped ? last : value;
    }

    private @Nullable Object argument(
            TemplateFunction function, int index, Expression word, @Nullable Object dot, int line) {
        if (word instanceof Expression.Numeral numeral && function.typeOf(index) == Type.INTEGER) {
            return checked(function, index, Values.wholeIfPossible(numeral.value()));
        }
        return checked(function, index, value(word, dot, line));
    }

    private static @Nullable Object checked(TemplateFunction function, int index, @Nullable Object value) {
        Type type = function.typeOf(index);
        if (!type.accepts(value)) {
            throw new FunctionException(
                    "argument " + (index + 1) + " is a " + Type.nameOf(value) + " (expected: " + type.expected() + ")");
        }
        return value;
    }

    private @Nullable Object value(Expression expression, @Nullable Object dot, int line) {
        if (expression instanceof Expression.Dot) {
            return dot;
        } else if (expression instanceof Expression.Constant constant) {
            return constant.value();
        } else if (expression instanceof Expression.Numeral numeral) {
            return numeral.value();
        } else if (expression instanceof Expression.Variable named) {
            return read(position(named.name()));
        } else if (expression instanceof Expression.Fields fields) {
            return fields(dot, fields.names(), line);
        } else if (expression instanceof Expression.Chain chain) {
            return fields(value(chain.of(), dot, line), chain.names(), line);
        } else if (expression instanceof Expression.Pipeline pipeline) {
            return value(pipeline, dot);
        } else if (expression instanceof Expression.Function) {
            return call(new Command(line, List.of(expression)), dot, false, null);
        }
        return null;
    }

    private @Nullable Object fields(@Nullable Object of, List<String> names, int line) {
        Object value = of;
        for (String name : names) {
            try {
                value = Values.field(value, name);
            } catch (FunctionException e) {
                throw new TemplateException(template, line, e.reason());
            }
        }
        return value;
    }

    private @Nullable Object read(int position) {
        Object value = variable(position);
        if (recorder != null) {
            recorder.readVariable(position, value);
        }
        return value;
    }

    private int position(String name) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("Variable " + name + " passed the parser undeclared");
    }
}
