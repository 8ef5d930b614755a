package io.paz.cli.config;

import io.paz.cli.json.Json;
import io.paz.cli.json.JsonWriter;
import io.paz.cli.output.Piece;
import io.paz.cli.output.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fields in which two configurations differ. */
public final class FieldDiff {

    private FieldDiff() {}

    /** Fields as {@code healthCheck.path}, with values as JSON. */
    public static Map<String, String> flat(Json json) {
        Map<String, String> flat = new TreeMap<>();
        json.fields().forEach((name, value) -> put(flat, name, value));
        return flat;
    }

    private static void put(Map<String, String> flat, String path, Json value) {
        if (value.isObject()) {
            value.fields().forEach((name, field) -> put(flat, path + "." + name, field));
        } else {
            flat.put(path, JsonWriter.compact(value));
        }
    }

    public static List<Piece> lines(Json before, Json after) {
        Map<String, String> old = flat(before);
        Map<String, String> now = flat(after);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        List<Piece> lines = new ArrayList<>();
        for (String name : names) {
            String was = old.get(name);
            String is = now.get(name);
            if (!Objects.equals(was, is)) {
                if (was != null) {
                    lines.add(new Piece("- " + name + ": " + was, Style.RED));
                }
                if (is != null) {
                    lines.add(new Piece("+ " + name + ": " + is, Style.GREEN));
                }
            }
        }
        return lines;
    }
}
