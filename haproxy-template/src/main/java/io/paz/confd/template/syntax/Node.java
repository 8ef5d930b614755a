package io.paz.confd.template.syntax;

import io.paz.confd.template.syntax.Expression.Pipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a template. */
public sealed interface Node {

    record Text(String text) implements Node {}

    record Action(Pipeline pipeline) implements Node {}

    record If(Pipeline pipeline, List<Node> then, List<Node> otherwise) implements Node {}

    record With(Pipeline pipeline, List<Node> then, List<Node> otherwise) implements Node {}

    record Range(Pipeline pipeline, List<Node> then, List<Node> otherwise) implements Node {}

    record Call(int line, String template, @Nullable Pipeline pipeline) implements Node {}

    record Break() implements Node {}

    record Continue() implements Node {}
}
