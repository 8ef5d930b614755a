package io.paz.cli.manifest;

import io.paz.cli.api.CommandException;
import io.paz.cli.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** A file of YAML as JSON's values, with limits; what is wrong is named with file, line and column. */
final class Yaml {

    static final int MAX_CHARACTERS = 1 << 20;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 50_000;
    private static final int MAX_DIGITS = 40;

    private final String file;
    private Variables variables = Variables.NONE;
    private int values;

    /** A field's name and value, each with its place. */
    record Field(Node name, Node value) {}

    Yaml(String file) {
        this.file = file;
    }

    /** Texts are expanded with them from here on. */
    void expandWith(Variables declared) {
        this.variables = declared;
    }

    Node read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new JsonSchema())
                .setCodePointLimit(MAX_CHARACTERS)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            checkDepth(new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.orElseThrow(() -> CommandException.usage(file + " is empty (expected: services)"));
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark().map(Yaml::place).orElse("");
            throw CommandException.usage(file + place + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw CommandException.usage(file + ": " + e.getMessage());
        }
    }

    /** Composing is recursive; reading events is not. */
    private void checkDepth(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                throw CommandException.usage(
                        file + event.getStartMark().map(Yaml::place).orElse("") + ": more than " + MAX_DEPTH
                                + " values within each other");
            }
        }
    }

    CommandException error(Node at, String message) {
        return CommandException.usage(place(at) + ": " + message);
    }

    /** File, line and column. */
    String place(Node at) {
        return file + at.getStartMark().map(Yaml::place).orElse("");
    }

    private static String place(Mark mark) {
        return ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    /** The fields of a mapping by their names; none of nothing. */
    Map<String, Field> fields(Node node, String expected) {
        Map<String, Field> fields = new LinkedHashMap<>();
        if (isNull(node)) {
            return fields;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw error(node, "expected: " + expected);
        }
        for (NodeTuple tuple : mapping.getValue()) {
            count(tuple.getKeyNode(), 0);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw error(tuple.getKeyNode(), "expected: a name");
            }
            if (fields.put(key.getValue(), new Field(key, tuple.getValueNode())) != null) {
                throw error(key, "\"" + key.getValue() + "\" is there twice");
            }
        }
        return fields;
    }

    /** The texts of a list. */
    List<String> names(Node node, String expected) {
        List<String> names = new ArrayList<>();
        if (isNull(node)) {
            return names;
        }
        if (!(node instanceof SequenceNode list)) {
            throw error(node, "expected: " + expected);
        }
        for (Node item : list.getValue()) {
            count(item, 0);
            if (!(item instanceof ScalarNode scalar) || isNull(item)) {
                throw error(item, "expected: " + expected);
            }
            names.add(scalar.getValue());
        }
        return names;
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    Json value(Node node) {
        return new Json(value(node, 0));
    }

    private @Nullable Object value(Node node, int depth) {
        count(node, depth);
        if (node instanceof SequenceNode list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.getValue().forEach(item -> items.add(value(item, depth + 1)));
            return items;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields(node, "a value").forEach((name, field) -> fields.put(name, value(field.value(), depth + 1)));
        return fields;
    }

    /** What aliases repeat counts each time. */
    private void count(Node node, int depth) {
        values++;
        if (values > MAX_VALUES || depth > MAX_DEPTH) {
            throw error(
                    node,
                    "too much: at most " + MAX_VALUES + " values, and " + MAX_DEPTH
                            + " within each other, with what aliases repeat");
        }
    }

    /** A text, as it is written, with its variables. */
    String text(Node node) {
        count(node, 0);
        if (!(node instanceof ScalarNode scalar) || isNull(node)) {
            throw error(node, "expected: a text; \"\" is an empty one");
        }
        return expanded(scalar);
    }

    private String expanded(ScalarNode scalar) {
        try {
            return variables.expand(scalar.getValue());
        } catch (IllegalArgumentException e) {
            throw error(scalar, String.valueOf(e.getMessage()));
        }
    }

    /** Without quotes, what a variable has for a value decides whether it is a number. */
    private @Nullable Object scalar(ScalarNode scalar) {
        String text = expanded(scalar);
        Tag tag = scalar.isPlain() && !text.equals(scalar.getValue())
                ? new JsonScalarResolver().resolve(text, true)
                : scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        } else if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(scalar, text, tag);
        } else if (tag.equals(Tag.STR)) {
            return text;
        }
        throw error(scalar, "the tag " + tag + " means nothing here");
    }

    private Number number(ScalarNode at, String text, Tag tag) {
        try {
            if (text.length() <= MAX_DIGITS) {
                return tag.equals(Tag.INT) ? (Number) new BigInteger(text) : new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            throw error(at, "\"" + text + "\" is not a number");
        }
        throw error(at, "a number of more than " + MAX_DIGITS + " characters");
    }
}
