package io.paz.confd.template.cache;

import io.paz.confd.template.value.KeyChanges;
import io.paz.confd.template.value.KeyReader;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a template did when it was executed last: a function of what it had read.
 *
 * @param read outer variables with the values that it found
 * @param written outer variables with the values that it left
 * @param isLast whether it ended the range that it belongs to
 */
public record RenderedPart(
        Dependencies dependencies, List<Variable> read, List<Variable> written, String text, boolean isLast) {

    /** @param position among all variables that can be seen, the outermost first */
    public record Variable(int position, @Nullable Object value) {
        private boolean isLong() {
            return value instanceof String text && text.length() > MAX_KEPT_VALUE_LENGTH;
        }
    }

    /**
     * Texts that grow from one element of a range to the next, such as a list of all names, would be kept once for each element.
     */
    private static final int MAX_KEPT_VALUE_LENGTH = 1_000;

    public RenderedPart {
        read = List.copyOf(read);
        written = List.copyOf(written);
    }

    /** Whether executing it now would do the same. */
    public boolean holds(KeyReader keys, KeyChanges changes, IntFunction<@Nullable Object> variables) {
        return dependencies.hold(keys, changes)
                && read.stream()
                        .allMatch(variable -> Objects.equals(variables.apply(variable.position()), variable.value()));
    }

    /** Whether it is worth to be kept for an element of a range: quick parts are rendered again. */
    boolean isKept() {
        boolean readsKeys =
                !dependencies.keys().isEmpty() || !dependencies.listings().isEmpty();
        return readsKeys
                && read.stream().noneMatch(Variable::isLong)
                && written.stream().noneMatch(Variable::isLong);
    }
}
