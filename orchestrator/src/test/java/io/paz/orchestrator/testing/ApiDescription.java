package io.paz.orchestrator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document, and whether an answer is as it says. */
public final class ApiDescription {

    private static final String ROOT = "https://paz.test/openapi";
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete", "put");

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private ApiDescription(JsonNode document) {
        this.document = document;
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ROOT, document.toString())));
    }

    public static ApiDescription parse(String yaml) {
        Map<String, Object> tree = new Yaml().load(yaml);
        return new ApiDescription(JsonMapper.shared().valueToTree(tree));
    }

    /** {@code get /cluster/hosts/{id}} and all others. */
    public Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue().propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> routes.add(method + " " + path.getKey())));
        return routes;
    }

    /** Fails when the document does not have the route, its status, or says otherwise what the answer holds. */
    public void assertDescribes(String method, String path, int status, String contentType, String body) {
        String what = "%s %s: %d %s".formatted(method, path, status, body);
        JsonNode response = operation(method, path.replaceAll("\\?.*", ""))
                .map(operation -> resolved(operation.path("responses").path(String.valueOf(status))))
                .orElseGet(() -> document.at("/components/responses/Failure"));
        assertThat(response.isMissingNode()).as("undescribed: " + what).isFalse();
        JsonNode content = response.path("content").path(contentType.replaceAll(";.*", ""));
        if (content.isMissingNode()) {
            assertThat(body).as(what).isEmpty();
        } else if (contentType.startsWith("application/json")) {
            assertThat(problems(content.path("schema"), body)).as(what).isEmpty();
        }
    }

    /** @param schema its name in {@code components/schemas} */
    public List<Error> problems(String schema, String body) {
        return validate(schemas.getSchema(SchemaLocation.of(ROOT + "#/components/schemas/" + schema)), body);
    }

    private List<Error> problems(JsonNode schema, String body) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty()
                ? validate(schemas.getSchema(schema), body)
                : validate(schemas.getSchema(SchemaLocation.of(ROOT + reference)), body);
    }

    private static List<Error> validate(Schema schema, String body) {
        return schema.validate(body, InputFormat.JSON);
    }

    /** Of several paths that fit the one with the fewest variables. */
    private Optional<JsonNode> operation(String method, String path) {
        String[] segments = path.split("/", -1);
        return document.path("paths").properties().stream()
                .filter(template -> fits(template.getKey().split("/", -1), segments))
                .filter(template -> template.getValue().has(method.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingLong(template -> variables(template.getKey())))
                .map(template -> template.getValue().path(method.toLowerCase(Locale.ROOT)));
    }

    private static boolean fits(String[] template, String[] segments) {
        if (template.length != segments.length) {
            return false;
        }
        for (int i = 0; i < template.length; i++) {
            if (!template[i].startsWith("{") && !template[i].equals(segments[i])) {
                return false;
            }
        }
        return true;
    }

    private static long variables(String template) {
        return Stream.of(template.split("/"))
                .filter(part -> part.startsWith("{"))
                .count();
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
