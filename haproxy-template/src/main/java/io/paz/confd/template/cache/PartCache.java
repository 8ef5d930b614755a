package io.paz.confd.template.cache;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one range: the range as a whole, and each of its elements. What is not asked for in an execution of the range is forgotten
 * with it, so that it holds no more than the last execution made.
 */
public final class PartCache {

    private @Nullable RenderedPart whole;
    private Map<@Nullable Object, RenderedPart> last = new HashMap<>();
    private Map<@Nullable Object, RenderedPart> next = new HashMap<>();

    public @Nullable RenderedPart whole() {
        return whole;
    }

    public @Nullable RenderedPart element(@Nullable Object element) {
        return last.get(element);
    }

    /** Keeps an element's part for the next execution. */
    public void keep(@Nullable Object element, RenderedPart part) {
        if (part.isKept()) {
            next.put(element, part);
        }
    }

    /** The range was executed to its end. */
    public void finish(RenderedPart range) {
        whole = range;
        last = next;
        next = new HashMap<>();
    }
}
