package io.paz.haproxy.template;

import io.paz.haproxy.template.syntax.Expression;
import io.paz.haproxy.template.syntax.Expression.Pipeline;
import io.paz.haproxy.template.syntax.Node;
import io.paz.haproxy.template.syntax.TemplateException;
import io.paz.haproxy.template.value.FunctionException;
import io.paz.haproxy.template.value.GoFormat;
import io.paz.haproxy.template.value.RenderContext;
import io.paz.haproxy.template.value.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders nodes once. */
final class Execution {

    private static final int MAX_CALL_DEPTH = 1_000;

    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final String template;
    private final Map<String, List<Node>> definitions;
    private final RenderContext context;
    private final StringBuilder output = new StringBuilder();
    private Evaluator evaluator;
    private int depth;

    Execution(String template, Map<String, List<Node>> definitions, RenderContext context) {
        this.template = template;
        this.definitions = definitions;
        this.context = context;
        this.evaluator = new Evaluator(template, context, null);
    }

    /** confd gives its templates no data: the dot begins without a value. */
    String run(List<Node> body) {
        render(body, null);
        return output.toString();
    }

    private Flow render(List<Node> nodes, @Nullable Object dot) {
        int scope = evaluator.scope();
        Flow flow = Flow.ON;
        for (int i = 0; i < nodes.size() && flow == Flow.ON; i++) {
            flow = render(nodes.get(i), dot);
        }
        evaluator.leave(scope);
        return flow;
    }

    private Flow render(Node node, @Nullable Object dot) {
        if (node instanceof Node.Text text) {
            output.append(text.text());
        } else if (node instanceof Node.Action action) {
            action(action.pipeline(), dot);
        } else if (node instanceof Node.If choice) {
            return ifElse(choice, dot);
        } else if (node instanceof Node.With with) {
            return with(with, dot);
        } else if (node instanceof Node.Range range) {
            return range(range, dot);
        } else if (node instanceof Node.Call call) {
            call(call, dot);
        } else {
            return node instanceof Node.Break ? Flow.BREAK : Flow.CONTINUE;
        }
        return Flow.ON;
    }

    private void action(Pipeline pipeline, @Nullable Object dot) {
        Object value = evaluator.evaluate(pipeline, dot);
        if (pipeline.binding() == Expression.Binding.NONE) {
            output.append(GoFormat.shown(value));
        }
    }

    private Flow ifElse(Node.If node, @Nullable Object dot) {
        int scope = evaluator.scope();
        boolean holds = Values.truth(evaluator.evaluate(node.pipeline(), dot));
        Flow flow = render(holds ? node.then() : node.otherwise(), dot);
        evaluator.leave(scope);
        return flow;
    }

    private Flow with(Node.With node, @Nullable Object dot) {
        int scope = evaluator.scope();
        Object value = evaluator.evaluate(node.pipeline(), dot);
        boolean holds = Values.truth(value);
        Flow flow = render(holds ? node.then() : node.otherwise(), holds ? value : dot);
        evaluator.leave(scope);
        return flow;
    }

    private Flow range(Node.Range node, @Nullable Object dot) {
        int scope = evaluator.scope();
        Object value = evaluator.value(node.pipeline(), dot);
        Flow flow = Flow.ON;
        List<Values.Element> elements = elements(node.pipeline(), value);
        if (elements.isEmpty()) {
            flow = render(node.otherwise(), dot);
        }
        for (Values.Element element : elements) {
            evaluator.declareElement(node.pipeline().variables(), element);
            Flow body = render(node.then(), element.value());
            evaluator.leave(scope);
            if (body == Flow.BREAK) {
                break;
            }
        }
        evaluator.leave(scope);
        return flow;
    }

    private List<Values.Element> elements(Pipeline pipeline, @Nullable Object value) {
        try {
            return Values.elements(value);
        } catch (FunctionException e) {
            throw new TemplateException(template, pipeline.line(), e.reason());
        }
    }

    private void call(Node.Call call, @Nullable Object dot) {
        Object argument = call.pipeline() == null ? null : evaluator.evaluate(call.pipeline(), dot);
        if (++depth > MAX_CALL_DEPTH) {
            throw new TemplateException(template, call.line(), "templates call each other without end");
        }
        Evaluator outer = evaluator;
        evaluator = new Evaluator(template, context, argument);
        render(definitions.getOrDefault(call.template(), List.of()), argument);
        evaluator = outer;
        depth--;
    }
}
