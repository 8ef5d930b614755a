package io.paz.confd.template.syntax;

import io.paz.confd.template.function.TemplateFunction;
import java.util.List;

/** An expression of a template. */
public sealed interface Expression {

    record Dot() implements Expression {}

    record Nil() implements Expression {}

    record Constant(Object value) implements Expression {}

    /** A number written in the template: of the type that its use asks for, as far as its value fits. */
    record Numeral(Number value, boolean integral) implements Expression {}

    /** Fields, one in another, beginning with those of the dot. */
    record Fields(List<String> names) implements Expression {}

    record Variable(String name) implements Expression {}

    record Function(TemplateFunction function) implements Expression {}

    record Pipeline(int line, List<String> variables, Binding binding, List<Command> commands) implements Expression {}

    /** Fields of another expression's value. */
    record Chain(Expression of, List<String> names) implements Expression {}

    /** A first word with its arguments. */
    record Command(int line, List<Expression> words) {}

    /** Variable declaration or assignment of a pipeline. */
    enum Binding {
        NONE,
        DECLARE,
        ASSIGN
    }
}
