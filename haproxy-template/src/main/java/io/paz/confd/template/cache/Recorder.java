package io.paz.confd.template.cache;

import io.paz.confd.template.value.KeyListing;
import io.paz.confd.template.value.KeyListing.Question;
import io.paz.confd.template.value.KeyReader;
import io.paz.confd.template.value.KeyValue;
import io.paz.confd.template.value.RenderContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers a template from its keys, and records for the innermost part what it reads and writes. */
public final class Recorder implements KeyReader {

    private final KeyReader keys;
    private final Deque<Recording> recordings = new ArrayDeque<>();

    public Recorder(KeyReader keys) {
        this.keys = keys;
    }

    /** The same input, read through this. */
    public RenderContext recorded(RenderContext context) {
        return new RenderContext(
                this,
                context.environment(),
                file -> {
                    innermost().readFile();
                    return context.files().test(file);
                },
                context.json());
    }

    /** @param scope number of variables outside the part */
    public void begin(int scope) {
        recordings.push(new Recording(scope));
    }

    /** Ends the part that began last; a part around it has read what it has read. */
    public RenderedPart end(String text, boolean isLast) {
        RenderedPart part = recordings.pop().result(text, isLast);
        include(part);
        return part;
    }

    /** Adds a part that was not executed again to the one around it. */
    public void include(RenderedPart part) {
        if (!recordings.isEmpty()) {
            innermost().include(part);
        }
    }

    public void readVariable(int position, @Nullable Object value) {
        innermost().readVariable(position, value);
    }

    public void wroteVariable(int position, @Nullable Object value) {
        innermost().wroteVariable(position, value);
    }

    @Override
    public boolean exists(String key) {
        innermost().readKey(key);
        return keys.exists(key);
    }

    @Override
    public @Nullable String value(String key) {
        innermost().readKey(key);
        return keys.value(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<KeyValue> matching(String pattern) {
        return (List<KeyValue>) asked(Question.MATCHING, pattern);
    }

    @Override
    public List<String> valuesMatching(String pattern) {
        return texts(Question.VALUES_MATCHING, pattern);
    }

    @Override
    public List<String> list(String path) {
        return texts(Question.LIST, path);
    }

    @Override
    public List<String> folders(String path) {
        return texts(Question.FOLDERS, path);
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(Question question, String argument) {
        return (List<String>) asked(question, argument);
    }

    private List<?> asked(Question question, String argument) {
        KeyListing listing = KeyListing.of(question, keys, argument);
        innermost().asked(listing);
        return listing.answer();
    }

    private Recording innermost() {
        return recordings.element();
    }
}
