package io.paz.confd.template.syntax;

import io.paz.confd.template.function.Functions;
import io.paz.confd.template.function.TemplateFunction;
import io.paz.confd.template.syntax.Expression.Binding;
import io.paz.confd.template.syntax.Expression.Command;
import io.paz.confd.template.syntax.Expression.Pipeline;
import io.paz.confd.template.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Makes expressions of tokens; it knows which variables there are. */
final class PipelineParser {

    private static final String ROOT = "$";

    private final TokenReader tokens;
    private List<String> variables = new ArrayList<>(List.of(ROOT));

    PipelineParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    int scope() {
        return variables.size();
    }

    void leave(int scope) {
        variables.subList(scope, variables.size()).clear();
    }

    List<String> hideVariables() {
        List<String> hidden = variables;
        variables = new ArrayList<>(List.of(ROOT));
        return hidden;
    }

    void restoreVariables(List<String> hidden) {
        variables = hidden;
    }

    /** @param place where the pipeline stands, for messages; two variables are allowed after {@code range} only */
    Pipeline pipeline(String place) {
        tokens.skipSpace();
        int line = tokens.peek().line();
        Kind sign = tokens.kindAfterVariables();
        List<String> names = List.of();
        Binding binding = Binding.NONE;
        if (tokens.peek().is(Kind.VARIABLE) && (sign == Kind.DECLARE || sign == Kind.ASSIGN)) {
            names = names(place);
            binding = sign == Kind.DECLARE ? Binding.DECLARE : Binding.ASSIGN;
        }
        List<Command> commands = commands(place);
        bind(binding, names);
        return new Pipeline(line, names, binding, commands);
    }

    private void bind(Binding binding, List<String> names) {
        if (binding == Binding.DECLARE) {
            variables.addAll(names);
        } else {
            names.forEach(this::checkDeclared);
        }
    }

    private List<String> names(String place) {
        List<String> names = new ArrayList<>();
        while (!tokens.peek().is(Kind.DECLARE) && !tokens.peek().is(Kind.ASSIGN)) {
            Token token = tokens.next();
            if (token.is(Kind.VARIABLE)) {
                names.add(token.text());
            }
        }
        tokens.next();
        if (names.size() > (place.equals("range") ? 2 : 1)) {
            throw tokens.error("too many variables before := in " + place);
        }
        return List.copyOf(names);
    }

    private List<Command> commands(String place) {
        List<Command> commands = new ArrayList<>();
        do {
            commands.add(command(place));
        } while (accept(Kind.PIPE));
        for (Command command : commands.subList(1, commands.size())) {
            if (!(command.words().get(0) instanceof Expression.Function)) {
                throw tokens.error(command.line(), "only a function can stand after |");
            }
        }
        return List.copyOf(commands);
    }

    private boolean accept(Kind kind) {
        boolean accepted = tokens.peek().is(kind);
        if (accepted) {
            tokens.next();
        }
        return accepted;
    }

    private Command command(String place) {
        tokens.skipSpace();
        int line = tokens.peek().line();
        List<Expression> words = new ArrayList<>();
        while (!endsCommand()) {
            words.add(operand());
            if (!tokens.skipSpace() && !endsCommand()) {
                throw tokens.error("unexpected " + tokens.peek().text() + " without a space before it");
            }
        }
        if (words.isEmpty()) {
            throw tokens.error(line, "a value is missing in " + place);
        }
        if (words.size() > 1 && !(words.get(0) instanceof Expression.Function)) {
            throw tokens.error(line, "only a function can be given arguments");
        }
        return new Command(line, List.copyOf(words));
    }

    private boolean endsCommand() {
        Kind kind = tokens.peek().kind();
        return kind == Kind.CLOSE || kind == Kind.PIPE || kind == Kind.RIGHT_PARENTHESIS || kind == Kind.END;
    }

    private Expression operand() {
        Token token = tokens.next();
        Expression value =
                switch (token.kind()) {
                    case DOT -> new Expression.Dot();
                    case FIELD -> new Expression.Fields(fields(token));
                    case VARIABLE -> variable(token);
                    case NAME -> named(token);
                    case NUMBER -> numeral(token);
                    case CHARACTER -> character(token);
                    case STRING -> new Expression.Constant(token.text());
                    case LEFT_PARENTHESIS -> parenthesised();
                    default -> throw tokens.error(token.line(), "unexpected " + token.text() + " in an action");
                };
        if (!tokens.peek().is(Kind.FIELD)) {
            return value;
        }
        return new Expression.Chain(value, fields(tokens.next()));
    }

    private List<String> fields(Token first) {
        List<String> names = new ArrayList<>();
        names.add(first.text());
        while (tokens.peek().is(Kind.FIELD)) {
            names.add(tokens.next().text());
        }
        return List.copyOf(names);
    }

    private Expression variable(Token token) {
        checkDeclared(token.text());
        return new Expression.Variable(token.text());
    }

    private void checkDeclared(String name) {
        if (!variables.contains(name)) {
            throw tokens.error("undefined variable " + name);
        }
    }

    private Expression named(Token token) {
        return switch (token.text()) {
            case "true" -> new Expression.Constant(true);
            case "false" -> new Expression.Constant(false);
            case "nil" -> new Expression.Nil();
            default -> new Expression.Function(function(token));
        };
    }

    private TemplateFunction function(Token token) {
        TemplateFunction function = Functions.named(token.text());
        if (function == null) {
            throw tokens.error(token.line(), "function \"" + token.text() + "\" " + Functions.whyNot(token.text()));
        }
        return function;
    }

    private Expression numeral(Token token) {
        try {
            return Numerals.parse(token.text());
        } catch (NumberFormatException e) {
            throw tokens.error(token.line(), "not a number: " + token.text());
        }
    }

    private Expression character(Token token) {
        if (token.text().codePointCount(0, token.text().length()) != 1) {
            throw tokens.error(token.line(), "a character constant holds one character: '" + token.text() + "'");
        }
        return new Expression.Numeral((long) token.text().codePointAt(0), true);
    }

    private Expression parenthesised() {
        Pipeline pipeline = pipeline("parentheses");
        tokens.expect(Kind.RIGHT_PARENTHESIS, ")");
        if (pipeline.binding() != Binding.NONE) {
            throw tokens.error(pipeline.line(), "a variable cannot be set within parentheses");
        }
        return pipeline;
    }
}
