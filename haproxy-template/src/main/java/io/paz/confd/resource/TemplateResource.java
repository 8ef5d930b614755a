package io.paz.confd.resource;

import io.paz.confd.template.Template;
import io.paz.confd.template.TemplateRenderer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * File of conf.d: template, keys and destination.
 *
 * @param fileName the file to write; of the destination, the folder is left to whoever writes it
 * @param keys the folders of keys that the template sees
 */
record TemplateResource(TemplateRenderer template, String fileName, List<String> keys) {

    /** Check and reload belong to HAProxy itself here, which does both without a shell; see decision 0041. */
    private static final Set<String> KNOWN = Set.of("src", "dest", "keys", "mode", "check_cmd", "reload_cmd");

    static TemplateResource load(ConfFiles files, String name) {
        TomlParseResult toml = Toml.parse(files.read("conf.d/" + name));
        if (toml.hasErrors()) {
            throw new IllegalArgumentException(
                    name + ": " + toml.errors().get(0).toString());
        }
        TomlTable table = toml.getTable("template");
        if (table == null || toml.size() != 1) {
            throw new IllegalArgumentException(name + ": expected one table, [template], and nothing beside it");
        }
        checkKnown(name, table);
        String src = text(name, table, "src");
        String dest = text(name, table, "dest");
        Template template = Template.parse(src, files.read("templates/" + src));
        return new TemplateResource(
                new TemplateRenderer(template), dest.substring(dest.lastIndexOf('/') + 1), keys(name, table));
    }

    private static void checkKnown(String name, TomlTable table) {
        for (Map.Entry<String, Object> option : table.entrySet()) {
            if (!KNOWN.contains(option.getKey())) {
                throw refused(name, table, option.getKey(), "is not supported here");
            }
        }
    }

    private static String text(String name, TomlTable table, String option) {
        if (!(table.get(option) instanceof String text) || text.isEmpty()) {
            throw refused(name, table, option, "must be a text");
        }
        return text;
    }

    private static List<String> keys(String name, TomlTable table) {
        List<Object> keys = table.get("keys") instanceof TomlArray array ? array.toList() : List.of();
        if (keys.isEmpty() || !keys.stream().allMatch(String.class::isInstance)) {
            throw refused(name, table, "keys", "must be a list of texts");
        }
        return keys.stream().map(String.class::cast).toList();
    }

    private static IllegalArgumentException refused(String name, TomlTable table, String option, String why) {
        var position = table.inputPositionOf(option);
        String line = position == null ? "" : ":" + position.line();
        return new IllegalArgumentException(name + line + ": option \"" + option + "\" " + why);
    }
}
