package io.paz.cli.json;

import java.util.Iterator;
import java.util.Map;

/** Writes JSON. What a terminal would act on is escaped, as JSON can. */
public final class JsonWriter {

    private static final int INDENT = 2;

    private final StringBuilder text = new StringBuilder();
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    public static String compact(Json json) {
        JsonWriter writer = new JsonWriter(false);
        writer.write(json, 0);
        return writer.text.toString();
    }

    public static String pretty(Json json) {
        JsonWriter writer = new JsonWriter(true);
        writer.write(json, 0);
        return writer.text.toString();
    }

    private void write(Json json, int depth) {
        if (json.isObject()) {
            object(json, depth);
        } else if (json.isList()) {
            list(json, depth);
        } else if (json.value() instanceof String string) {
            string(string);
        } else {
            text.append(json.value());
        }
    }

    private void object(Json json, int depth) {
        Iterator<Map.Entry<String, Json>> fields = json.fields().entrySet().iterator();
        text.append('{');
        boolean any = fields.hasNext();
        while (fields.hasNext()) {
            Map.Entry<String, Json> field = fields.next();
            line(depth + 1);
            string(field.getKey());
            text.append(pretty ? ": " : ":");
            write(field.getValue(), depth + 1);
            text.append(fields.hasNext() ? "," : "");
        }
        if (any) {
            line(depth);
        }
        text.append('}');
    }

    private void list(Json json, int depth) {
        Iterator<Json> items = json.items().iterator();
        text.append('[');
        boolean any = items.hasNext();
        while (items.hasNext()) {
            line(depth + 1);
            write(items.next(), depth + 1);
            text.append(items.hasNext() ? "," : "");
        }
        if (any) {
            line(depth);
        }
        text.append(']');
    }

    private void line(int depth) {
        if (pretty) {
            text.append('\n').append(" ".repeat(depth * INDENT));
        }
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            character(string.charAt(i));
        }
        text.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (isPlain(c)) {
                    text.append(c);
                } else {
                    text.append(String.format("\\u%04x", (int) c));
                }
            }
        }
    }

    /** Halves of surrogate pairs stay as they are: together they are a character. */
    private static boolean isPlain(char c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
