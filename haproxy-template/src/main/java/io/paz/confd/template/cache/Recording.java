package io.paz.confd.template.cache;

import io.paz.confd.template.value.KeyListing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one part reads and writes while it is executed. */
final class Recording {

    private static final Object UNTOUCHED = new Object();

    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<KeyListing> listings = new LinkedHashSet<>();
    private final List<Dependencies> parts = new ArrayList<>();
    private final @Nullable Object[] read;
    private final @Nullable Object[] written;
    private boolean readsFiles;

    /** @param scope number of variables outside the part */
    Recording(int scope) {
        this.read = new Object[scope];
        this.written = new Object[scope];
        Arrays.fill(read, UNTOUCHED);
        Arrays.fill(written, UNTOUCHED);
    }

    void readKey(String key) {
        keys.add(key);
    }

    void asked(KeyListing listing) {
        listings.add(listing);
    }

    void readFile() {
        readsFiles = true;
    }

    /** What the part itself wrote before is no input of it. */
    void readVariable(int position, @Nullable Object value) {
        if (position < read.length && written[position] == UNTOUCHED && read[position] == UNTOUCHED) {
            read[position] = value;
        }
    }

    void wroteVariable(int position, @Nullable Object value) {
        if (position < written.length) {
            written[position] = value;
        }
    }

    void include(RenderedPart part) {
        part.read().forEach(variable -> readVariable(variable.position(), variable.value()));
        part.written().forEach(variable -> wroteVariable(variable.position(), variable.value()));
        parts.add(part.dependencies());
    }

    RenderedPart result(String text, boolean isLast) {
        Dependencies dependencies = new Dependencies(List.copyOf(keys), List.copyOf(listings), parts, readsFiles);
        return new RenderedPart(dependencies, touched(read), touched(written), text, isLast);
    }

    private static List<RenderedPart.Variable> touched(@Nullable Object[] values) {
        List<RenderedPart.Variable> touched = new ArrayList<>();
        for (int position = 0; position < values.length; position++) {
            if (values[position] != UNTOUCHED) {
                touched.add(new RenderedPart.Variable(position, values[position]));
            }
        }
        return touched;
    }
}
