package io.paz.confd.template;

import io.paz.confd.template.cache.PartCache;
import io.paz.confd.template.cache.Recorder;
import io.paz.confd.template.cache.RenderedPart;
import io.paz.confd.template.syntax.Expression;
import io.paz.confd.template.syntax.Expression.Pipeline;
import io.paz.confd.template.syntax.Node;
import io.paz.confd.template.syntax.TemplateException;
import io.paz.confd.template.value.FunctionException;
import io.paz.confd.template.value.GoFormat;
import io.paz.confd.template.value.KeyChanges;
import io.paz.confd.template.value.KeyReader;
import io.paz.confd.template.value.RenderContext;
import io.paz.confd.template.value.Values;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Renders a template once; of its ranges at the top, and of their elements, only what would not be the same as the last time. */
final class Execution {

    private static final int MAX_CALL_DEPTH = 1_000;

    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final String template;
    private final Map<String, List<Node>> definitions;
    private final KeyReader keys;
    private final RenderContext context;
    private final KeyChanges changes;
    private final Recorder recorder;
    private final StringBuilder output = new StringBuilder();
    private Evaluator evaluator;
    private int depth;

    /** @param changes of the keys since the execution that the parts given to {@link #run} are of */
    Execution(String template, Map<String, List<Node>> definitions, RenderContext context, KeyChanges changes) {
        this.template = template;
        this.definitions = definitions;
        this.keys = context.keys();
        this.changes = changes;
        this.recorder = new Recorder(context.keys());
        this.context = recorder.recorded(context);
        this.evaluator = new Evaluator(template, this.context, null, recorder);
    }

    /**
     * Returns the whole text. confd gives its templates no data: the dot begins without a value.
     *
     * @param parts of each range at the top
     */
    RenderedPart run(List<Node> body, Map<Node, PartCache> parts) {
        recorder.begin(0);
        for (Node node : body) {
            if (node instanceof Node.Range range) {
                outermostRange(range, parts.computeIfAbsent(range, any -> new PartCache()));
            } else {
                render(node, null);
            }
        }
        return recorder.end(output.toString(), false);
    }

    private void outermostRange(Node.Range node, PartCache parts) {
        RenderedPart last = parts.whole();
        if (last != null && holds(last)) {
            repeat(last);
            return;
        }
        parts.finish(execute(() -> {
            range(node, null, element -> element(node, element, parts));
            return false;
        }));
    }

    private Flow element(Node.Range node, Values.Element element, PartCache parts) {
        Object input = node.pipeline().variables().size() == 2 ? element : element.value();
        RenderedPart last = parts.element(input);
        RenderedPart part =
                last != null && holds(last) ? repeat(last) : execute(() -> body(node, element) == Flow.BREAK);
        parts.keep(input, part);
        return part.isLast() ? Flow.BREAK : Flow.ON;
    }

    private boolean holds(RenderedPart part) {
        return part.holds(keys, changes, evaluator::variable);
    }

    /** Does what the part did, without executing it. */
    private RenderedPart repeat(RenderedPart part) {
        output.append(part.text());
        recorder.include(part);
        part.written().forEach(variable -> evaluator.set(variable.position(), variable.value()));
        return part;
    }

    private RenderedPart execute(BooleanSupplier execution) {
        int start = output.length();
        recorder.begin(evaluator.scope());
        boolean isLast = execution.getAsBoolean();
        return recorder.end(output.substring(start), isLast);
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
        return range(node, dot, element -> body(node, element));
    }

    private Flow range(Node.Range node, @Nullable Object dot, Function<Values.Element, Flow> body) {
        int scope = evaluator.scope();
        Object value = evaluator.value(node.pipeline(), dot);
        Flow flow = Flow.ON;
        List<Values.Element> elements = elements(node.pipeline(), value);
        if (elements.isEmpty()) {
            flow = render(node.otherwise(), dot);
        }
        for (Values.Element element : elements) {
            if (body.apply(element) == Flow.BREAK) {
                break;
            }
        }
        evaluator.leave(scope);
        return flow;
    }

    private Flow body(Node.Range node, Values.Element element) {
        int scope = evaluator.scope();
        evaluator.declareElement(node.pipeline().variables(), element);
        Flow flow = render(node.then(), element.value());
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
        evaluator = new Evaluator(template, context, argument, null);
        render(definitions.getOrDefault(call.template(), List.of()), argument);
        evaluator = outer;
        depth--;
    }
}
