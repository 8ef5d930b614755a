package io.paz.confd.template.syntax;

import io.paz.confd.template.syntax.Expression.Binding;
import io.paz.confd.template.syntax.Expression.Pipeline;
import io.paz.confd.template.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes nodes of tokens, and refuses what the language does not have. */
public final class Parser {

    private static final Set<String> ENDS = Set.of("end", "else");

    private final TokenReader tokens;
    private final PipelineParser pipelines;
    private final Map<String, List<Node>> definitions = new HashMap<>();
    private final List<Node.Call> calls = new ArrayList<>();
    private int loops;

    public Parser(String name, List<Token> tokens) {
        this.tokens = new TokenReader(name, tokens);
        this.pipelines = new PipelineParser(this.tokens);
    }

    public List<Node> parse() {
        List<Node> nodes = new ArrayList<>();
        while (!tokens.peek().is(Kind.END)) {
            if (atEndOrElse()) {
                throw tokens.error("unexpected {{" + keyword() + "}}");
            }
            node(nodes);
        }
        calls.forEach(this::checkDefined);
        return List.copyOf(nodes);
    }

    public Map<String, List<Node>> definitions() {
        return definitions;
    }

    private void checkDefined(Node.Call call) {
        if (!definitions.containsKey(call.template())) {
            throw tokens.error(call.line(), "template \"" + call.template() + "\" is not defined");
        }
    }

    private void node(List<Node> nodes) {
        if (tokens.peek().is(Kind.TEXT)) {
            nodes.add(new Node.Text(tokens.next().text()));
            return;
        }
        tokens.expect(Kind.OPEN, "an action");
        tokens.skipSpace();
        String keyword = tokens.peek().is(Kind.NAME) ? tokens.peek().text() : "";
        switch (keyword) {
            case "if" -> nodes.add(ifNode());
            case "with" -> nodes.add(withNode());
            case "range" -> nodes.add(rangeNode());
            case "template" -> nodes.add(callNode());
            case "block" -> nodes.add(blockNode());
            case "define" -> define();
            case "break" -> nodes.add(loopNode(new Node.Break()));
            case "continue" -> nodes.add(loopNode(new Node.Continue()));
            default -> nodes.add(actionNode());
        }
    }

    private Node actionNode() {
        Pipeline pipeline = pipelines.pipeline("an action");
        close();
        return new Node.Action(pipeline);
    }

    private Node ifNode() {
        tokens.next();
        int scope = pipelines.scope();
        Pipeline condition = header("if");
        List<Node> then = block();
        List<Node> otherwise = List.of();
        if (endsWithElse()) {
            tokens.skipSpace();
            otherwise = tokens.peek().isName("if") ? List.of(ifNode()) : elseBlock();
        }
        pipelines.leave(scope);
        return new Node.If(condition, then, otherwise);
    }

    private Node withNode() {
        tokens.next();
        int scope = pipelines.scope();
        Pipeline pipeline = header("with");
        List<Node> then = block();
        List<Node> otherwise = endsWithElse() ? elseBlock() : List.of();
        pipelines.leave(scope);
        return new Node.With(pipeline, then, otherwise);
    }

    private Node rangeNode() {
        tokens.next();
        int scope = pipelines.scope();
        Pipeline pipeline = header("range");
        if (pipeline.binding() == Binding.ASSIGN) {
            throw tokens.error(pipeline.line(), "range with = is not supported; declare its variables with :=");
        }
        loops++;
        List<Node> then = block();
        loops--;
        List<Node> otherwise = endsWithElse() ? elseBlock() : List.of();
        pipelines.leave(scope);
        return new Node.Range(pipeline, then, otherwise);
    }

    private Pipeline header(String keyword) {
        Pipeline pipeline = pipelines.pipeline(keyword);
        close();
        return pipeline;
    }

    private Node callNode() {
        int line = tokens.next().line();
        String template = templateName("template");
        tokens.skipSpace();
        Pipeline argument = tokens.peek().is(Kind.CLOSE) ? null : pipelines.pipeline("template");
        close();
        Node.Call call = new Node.Call(line, template, argument);
        calls.add(call);
        return call;
    }

    private Node blockNode() {
        int line = tokens.next().line();
        String template = templateName("block");
        Pipeline argument = pipelines.pipeline("block");
        close();
        definition(template);
        return new Node.Call(line, template, argument);
    }

    private void define() {
        tokens.next();
        String template = templateName("define");
        close();
        definition(template);
    }

    /** The body of another template sees none of the variables around it. */
    private void definition(String template) {
        int line = tokens.peek().line();
        List<String> outside = pipelines.hideVariables();
        int outerLoops = loops;
        loops = 0;
        List<Node> body = block();
        loops = outerLoops;
        if (endsWithElse()) {
            throw tokens.error("unexpected {{else}}");
        }
        pipelines.restoreVariables(outside);
        if (definitions.put(template, body) != null) {
            throw tokens.error(line, "template \"" + template + "\" is defined twice");
        }
    }

    private String templateName(String keyword) {
        tokens.skipSpace();
        return tokens.expect(Kind.STRING, "the name of a template, in quotes, after " + keyword)
                .text();
    }

    private Node loopNode(Node node) {
        String keyword = tokens.next().text();
        if (loops == 0) {
            throw tokens.error("{{" + keyword + "}} outside of {{range}}");
        }
        close();
        return node;
    }

    private List<Node> block() {
        int scope = pipelines.scope();
        List<Node> nodes = new ArrayList<>();
        while (!atEndOrElse()) {
            if (tokens.peek().is(Kind.END)) {
                throw tokens.error("unexpected end of the template: {{end}} is missing");
            }
            node(nodes);
        }
        pipelines.leave(scope);
        return List.copyOf(nodes);
    }

    private List<Node> elseBlock() {
        close();
        List<Node> nodes = block();
        if (endsWithElse()) {
            throw tokens.error("unexpected {{else}}");
        }
        return nodes;
    }

    private boolean atEndOrElse() {
        return tokens.peek().is(Kind.OPEN) && ENDS.contains(keyword());
    }

    private String keyword() {
        return tokens.nameAfterOpen();
    }

    /** Takes {@code {{end}}} whole and says false, or the beginning of {@code {{else}} and says true. */
    private boolean endsWithElse() {
        tokens.expect(Kind.OPEN, "{{end}}");
        tokens.skipSpace();
        if (tokens.next().text().equals("else")) {
            return true;
        }
        close();
        return false;
    }

    private void close() {
        tokens.skipSpace();
        tokens.expect(Kind.CLOSE, "}}");
    }
}
