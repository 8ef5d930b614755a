package io.paz.test.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes an OpenAPI document as a page to read. */
final class ApiReference {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete", "put");

    private final JsonNode document;
    private final StringBuilder page = new StringBuilder();

    private ApiReference(JsonNode document) {
        this.document = document;
    }

    /** Markdown. */
    static String of(String yaml) {
        Map<String, Object> tree = new Yaml().load(yaml);
        return new ApiReference(JsonMapper.shared().valueToTree(tree)).write();
    }

    private String write() {
        line("# " + document.at("/info/title").asString());
        line("");
        line("Made from the service's own `openapi.yaml`; changes made here are lost.");
        paragraph(document.at("/info/description"));
        routes();
        line("");
        line("# Schemas");
        document.at("/components/schemas").properties().forEach(schema -> schema(schema.getKey(), schema.getValue()));
        return page.toString().replaceAll("\n{3,}", "\n\n");
    }

    private void routes() {
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> route(operation.getKey(), path.getKey(), operation.getValue())));
    }

    private void route(String method, String path, JsonNode operation) {
        line("");
        line("## `%s %s`".formatted(method.toUpperCase(Locale.ROOT), path));
        paragraph(operation.path("summary"));
        paragraph(operation.path("description"));
        parameters(operation.path("parameters"));
        body(resolved(operation.path("requestBody")));
        answers(operation.path("responses"));
    }

    private void parameters(JsonNode parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        table("parameter", "in", "type", "");
        parameters
                .valueStream()
                .map(this::resolved)
                .forEach(parameter -> row(
                        "`%s`".formatted(parameter.path("name").asString()),
                        parameter.path("in").asString(),
                        type(parameter.path("schema")),
                        text(parameter)));
    }

    private void body(JsonNode body) {
        if (body.has("content")) {
            line("");
            line("Body: " + contents(body.path("content")));
        }
    }

    private void answers(JsonNode responses) {
        table("status", "answer", "");
        Map<String, List<String>> failures = new LinkedHashMap<>();
        responses.properties().forEach(response -> {
            if (response.getValue().path("$ref").asString("").endsWith("/Failure")) {
                failures.computeIfAbsent("failures", any -> new ArrayList<>()).add(response.getKey());
            } else {
                JsonNode answer = resolved(response.getValue());
                row(response.getKey(), contents(answer.path("content")), text(answer));
            }
        });
        failures.values().forEach(statuses -> row(String.join(", ", statuses), "[Failure](#failure)", ""));
    }

    private String contents(JsonNode content) {
        return content.properties().stream()
                .map(type -> "`%s` %s"
                        .formatted(type.getKey(), type(type.getValue().path("schema")))
                        .strip())
                .collect(Collectors.joining(", "));
    }

    private void schema(String name, JsonNode schema) {
        line("");
        line("## " + name);
        paragraph(schema.path("description"));
        if (schema.path("properties").isEmpty()) {
            line("");
            line(type(schema));
            return;
        }
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        table("field", "type", "");
        fields("", schema, required);
    }

    /** Fields of fields are rows of the same table, {@code backends.current}. */
    private void fields(String prefix, JsonNode schema, Set<String> required) {
        schema.path("properties").properties().forEach(field -> {
            String name = prefix + field.getKey();
            boolean always = required.contains(field.getKey());
            row("`" + name + "`", type(field.getValue()), (always ? "" : "May be absent. ") + text(field.getValue()));
            JsonNode inner = field.getValue().has("items") ? field.getValue().path("items") : field.getValue();
            fields(
                    name + ".",
                    inner,
                    inner.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet()));
        });
    }

    private String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asString().replaceAll(".*/", "");
            return "[%s](#%s)".formatted(name, name.toLowerCase(Locale.ROOT));
        }
        if (schema.has("oneOf")) {
            return schema.path("oneOf").valueStream().map(this::type).collect(Collectors.joining(" or "));
        }
        if (schema.has("enum")) {
            return schema.path("enum")
                    .valueStream()
                    .map(value -> "`" + value.asString() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (schema.has("const")) {
            return "`" + schema.path("const").asString() + "`";
        }
        if (schema.has("items")) {
            return "list of " + type(schema.path("items"));
        }
        return simpleType(schema) + limits(schema);
    }

    private static String simpleType(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asString).collect(Collectors.joining(" or "))
                : type.asString("");
    }

    private static String limits(JsonNode schema) {
        StringBuilder limits = new StringBuilder();
        Map.of("minimum", " from ", "maximum", " to ").entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .filter(limit -> schema.has(limit.getKey()))
                .forEach(limit -> limits.append(limit.getValue())
                        .append(schema.path(limit.getKey()).asString()));
        if (schema.has("default")) {
            limits.append(", else `").append(schema.path("default").asString()).append('`');
        }
        return limits.toString();
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static String text(JsonNode described) {
        return described.path("description").asString("").strip().replaceAll("\\s+", " ");
    }

    private void paragraph(JsonNode text) {
        if (!text.asString("").isBlank()) {
            line("");
            line(text.asString().strip());
        }
    }

    private void table(String... columns) {
        line("");
        row(columns);
        line("|" + "---|".repeat(columns.length));
    }

    private void row(String... cells) {
        line("| " + Stream.of(cells).map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")) + " |");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
