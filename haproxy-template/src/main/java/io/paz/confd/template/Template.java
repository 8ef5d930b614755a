package io.paz.confd.template;

import io.paz.confd.template.cache.PartCache;
import io.paz.confd.template.cache.RenderedPart;
import io.paz.confd.template.syntax.Lexer;
import io.paz.confd.template.syntax.Node;
import io.paz.confd.template.syntax.Parser;
import io.paz.confd.template.syntax.TemplateException;
import io.paz.confd.template.value.KeyChanges;
import io.paz.confd.template.value.KeyStore;
import io.paz.confd.template.value.RenderContext;
import java.util.List;
import java.util.Map;

/** A template, checked when it is loaded. Immutable; may be rendered by several threads. */
public final class Template {

    private final String name;
    private final List<Node> body;
    private final Map<String, List<Node>> definitions;

    private Template(String name, List<Node> body, Map<String, List<Node>> definitions) {
        this.name = name;
        this.body = body;
        this.definitions = Map.copyOf(definitions);
    }

    /**
     * @param name stands in messages, before the line
     * @throws TemplateException for what is not in the language, or not supported
     */
    public static Template parse(String name, String text) {
        Parser parser = new Parser(name, Lexer.tokens(name, text));
        List<Node> body = parser.parse();
        return new Template(name, body, parser.definitions());
    }

    /** @throws TemplateException when an action fails, such as reading a key that is not there; nothing is rendered then */
    public String render(RenderContext context) {
        return new TemplateRenderer(this).render(context, KeyChanges.between(KeyStore.empty(), KeyStore.empty()));
    }

    RenderedPart execute(RenderContext context, KeyChanges changes, Map<Node, PartCache> parts) {
        return new Execution(name, definitions, context, changes).run(body, parts);
    }
}
