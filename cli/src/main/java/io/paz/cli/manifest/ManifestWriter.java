package io.paz.cli.manifest;

import io.paz.cli.json.Json;
import io.paz.cli.json.JsonWriter;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes paz.yml: in blocks, with quotes where a text could be taken for something else. */
public final class ManifestWriter {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9/_.@:-]*+(?<!:)");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
    private static final int INDENT = 2;

    private final StringBuilder text = new StringBuilder("# Written by paz export; see docs/paz-yml.md.\n");

    private ManifestWriter() {}

    public static String write(Catalogue catalogue) {
        ManifestWriter writer = new ManifestWriter();
        writer.field(0, "services", servicesIn("", catalogue));
        if (!catalogue.environments().isEmpty()) {
            Map<String, Json> environments = new TreeMap<>();
            catalogue.environments().forEach(name -> environments.put(name, servicesIn(name, catalogue)));
            writer.field(0, "environments", Json.object(environments));
        }
        return writer.text.toString();
    }

    private static Json servicesIn(String environment, Catalogue catalogue) {
        SortedMap<String, Json> services = new TreeMap<>();
        catalogue.services().forEach((name, fields) -> {
            if (Catalogue.environmentOf(name).equals(environment)) {
                services.put(Catalogue.nameOf(name), fields);
            }
        });
        return Json.object(services);
    }

    private void field(int depth, String name, Json value) {
        text.append(" ".repeat(depth * INDENT)).append(quoted(name)).append(':');
        value(depth, value);
    }

    private void value(int depth, Json value) {
        if (value.isObject() && !value.fields().isEmpty()) {
            text.append('\n');
            value.fields().forEach((name, field) -> field(depth + 1, name, field));
        } else if (value.isList() && !value.items().isEmpty()) {
            text.append('\n');
            value.items().forEach(item -> {
                text.append(" ".repeat((depth + 1) * INDENT)).append('-');
                value(depth + 1, item);
            });
        } else {
            text.append(' ').append(inline(value)).append('\n');
        }
    }

    private static String inline(Json value) {
        return value.value() instanceof String string ? quoted(Variables.escape(string)) : JsonWriter.compact(value);
    }

    private static String quoted(String string) {
        boolean isPlain = PLAIN.matcher(string).matches() && !WORDS.contains(string.toLowerCase(java.util.Locale.ROOT));
        return isPlain ? string : JsonWriter.compact(new Json(string));
    }
}
