package io.paz.orchestrator.web;

import io.paz.engine.DeployedName;
import io.paz.orchestrator.cluster.Document;
import io.paz.orchestrator.live.OwnWrite;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Changes made by a write with {@code noEmit=true}, derived from request and response. Pure. */
final class QuietWrite {

    private static final String CONFIG = "config";
    private static final Set<String> OF_EVERY_WRITE = Set.of(CONFIG, "lastModifiedTime");

    private final JsonMapper json;

    QuietWrite(JsonMapper json) {
        this.json = json;
    }

    /** The deployed name of the service that a creation asks for; empty for a body that gives none. */
    String nameIn(byte[] body) {
        JsonNode tree = tree(body);
        DeployedName given = DeployedName.of(tree.path("name").asString(""));
        return new DeployedName(given.service(), tree.path("environment").asString(given.environment())).toString();
    }

    /** A service that was created as the answer says, and is so still. */
    OwnWrite creation(byte[] answer) {
        JsonNode created = tree(answer).path("doc");
        return (before, after) -> before == null && after != null && read(after).equals(created);
    }

    /** A configuration of which the given fields, and only these, became what the answer says. */
    OwnWrite modification(byte[] patch, byte[] answer) {
        Set<String> fields = new TreeSet<>(tree(patch).propertyNames());
        JsonNode written = tree(answer).path("doc");
        return (before, after) ->
                before != null && after != null && isModification(read(before), read(after), fields, written);
    }

    OwnWrite removal() {
        return (before, after) -> after == null;
    }

    private static boolean isModification(JsonNode before, JsonNode after, Set<String> fields, JsonNode written) {
        return names(before, after).stream()
                        .filter(name -> !OF_EVERY_WRITE.contains(name))
                        .allMatch(name -> isSame(before, after, name))
                && names(before.path(CONFIG), after.path(CONFIG)).stream()
                        .allMatch(name -> isSame(
                                fields.contains(name) ? written : before.path(CONFIG), after.path(CONFIG), name));
    }

    private static Set<String> names(JsonNode some, JsonNode others) {
        Set<String> names = new TreeSet<>(some.propertyNames());
        names.addAll(others.propertyNames());
        return names;
    }

    private static boolean isSame(JsonNode some, JsonNode others, String name) {
        return Objects.equals(some.path(name), others.path(name));
    }

    private JsonNode read(Document document) {
        return json.readTree(document.json());
    }

    /** Malformed JSON is left for the directory to refuse. */
    private JsonNode tree(byte @Nullable [] body) {
        try {
            return body == null || body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
