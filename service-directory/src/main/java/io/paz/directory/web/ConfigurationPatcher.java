package io.paz.directory.web;

import io.paz.directory.catalog.PlatformRules;
import io.paz.directory.catalog.ServiceConfig;
import io.paz.directory.catalog.ServiceDefinition;
import io.paz.directory.document.BasicAuthFields;
import io.paz.directory.document.ConfigurationFields;
import io.paz.directory.document.DocumentCodec;
import io.paz.directory.secret.SecretVariables;
import io.paz.http.error.ApiException;
import io.paz.http.json.StrictJson;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces whole top-level fields of a configuration by those of a patch. A field that is null in the patch goes back to its
 * default.
 */
final class ConfigurationPatcher {

    private final StrictJson strict;
    private final JsonMapper mapper;
    private final DocumentCodec codec;
    private final PlatformRules rules;
    private final SecretVariables variables;
    private final Clock clock;

    ConfigurationPatcher(
            StrictJson strict,
            JsonMapper mapper,
            DocumentCodec codec,
            PlatformRules rules,
            SecretVariables variables,
            Clock clock) {
        this.strict = strict;
        this.mapper = mapper;
        this.codec = codec;
        this.rules = rules;
        this.variables = variables;
        this.clock = clock;
    }

    /**
     * @throws ApiException with status 400 when the patch has unknown fields or fields of another type
     */
    UnaryOperator<ServiceDefinition> patch(JsonNode patch) {
        if (!(patch instanceof ObjectNode fields)) {
            throw ApiException.invalidField("body", "(not shown)", "an object");
        }
        ConfigurationFields sent = strict.convert(fields, ConfigurationFields.class);
        return service -> service.withConfig(patched(service, fields, sent), clock.instant());
    }

    private ServiceConfig patched(ServiceDefinition service, ObjectNode patch, ConfigurationFields sent) {
        ServiceConfig before = service.config();
        ObjectNode merged = mapper.valueToTree(codec.toDocument(before));
        merged.setAll(patch);
        merged.remove("secrets");
        merged.set("env", mapper.valueToTree(variables(service, patch, sent)));
        if (patch.has("proxy")) {
            merged.set("proxy", mapper.valueToTree(BasicAuthFields.hashed(sent.proxy(), before)));
        }
        ServiceConfig after = strict.convert(merged, ConfigurationFields.class).toConfig();
        rules.check(before, after);
        return after;
    }

    private Map<String, String> variables(ServiceDefinition service, ObjectNode patch, ConfigurationFields sent) {
        Map<String, String> before = service.config().env().values();
        Map<String, String> env = patch.has("env") ? Objects.requireNonNullElse(sent.env(), Map.of()) : before;
        Map<String, String> secrets =
                patch.has("secrets") ? Objects.requireNonNullElse(sent.secrets(), Map.of()) : null;
        return variables.apply(service.name(), before, env, secrets);
    }
}
