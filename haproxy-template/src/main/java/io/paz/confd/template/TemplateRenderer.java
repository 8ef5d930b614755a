package io.paz.confd.template;

import io.paz.confd.template.cache.PartCache;
import io.paz.confd.template.cache.RenderedPart;
import io.paz.confd.template.syntax.Node;
import io.paz.confd.template.value.KeyChanges;
import io.paz.confd.template.value.RenderContext;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders a template again and again as keys change: what it did the last time is repeated where nothing that was read for it has changed.
 * The text is the same as that of a whole rendering. Used by one thread.
 */
public final class TemplateRenderer {

    private final Template template;
    private final Map<Node, PartCache> parts = new IdentityHashMap<>();
    private @Nullable RenderedPart last;

    public TemplateRenderer(Template template) {
        this.template = template;
    }

    /**
     * @param changes all changes of keys since the last call
     * @throws io.paz.confd.template.syntax.TemplateException when an action fails; {@link #forget} is to be called then
     */
    public String render(RenderContext context, KeyChanges changes) {
        if (last == null || !last.holds(context.keys(), changes, position -> null)) {
            last = template.execute(context, changes, parts);
        }
        return last.text();
    }

    /** Has the next call render everything. */
    public void forget() {
        last = null;
        parts.clear();
    }
}
