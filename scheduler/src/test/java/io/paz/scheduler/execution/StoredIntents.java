package io.paz.scheduler.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * What a release that counted tasks kept while it did one thing: a line for each record, with the number of effects on engine, routes and
 * directory that it had before, and then the effects themselves.
 */
final class StoredIntents {

    private final List<String> records;
    private final List<String> effects;

    private StoredIntents(List<String> records, List<String> effects) {
        this.records = records;
        this.effects = effects;
    }

    static StoredIntents of(String name) {
        String file = "intents/" + name.replace(' ', '-') + ".txt";
        try (InputStream stream = Objects.requireNonNull(StoredIntents.class.getResourceAsStream(file), file)) {
            List<String> lines =
                    new String(stream.readAllBytes(), UTF_8).lines().toList();
            int effects = lines.indexOf("effects");
            return new StoredIntents(lines.subList(0, effects), lines.subList(effects + 1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return records.size();
    }

    String record(int boundary) {
        return records.get(boundary).substring(records.get(boundary).indexOf(' ') + 1);
    }

    private int count(int boundary) {
        return Integer.parseInt(
                records.get(boundary).substring(0, records.get(boundary).indexOf(' ')));
    }

    List<String> effectsBefore(int boundary) {
        return effects.subList(0, count(boundary));
    }

    List<String> effectsAfter(int boundary) {
        return effects.subList(count(boundary), effects.size());
    }

    String lastRecord() {
        return record(size() - 1);
    }
}
