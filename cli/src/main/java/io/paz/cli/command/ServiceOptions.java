package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Fields of a service's configuration as options; the rest is given as JSON, or in paz.yml. */
final class ServiceOptions {

    @Option(names = "--instances", paramLabel = "N", description = "how many run")
    private @Nullable Integer instances;

    @Option(names = "--port", paramLabel = "PORT", description = "of the container; requests go to the first one")
    private @Nullable List<Integer> ports;

    @Option(
            names = "--public",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "whether it is reachable from outside")
    private @Nullable Boolean publicFacing;

    @Option(names = "--health", paramLabel = "PATH", description = "answers with 200-399 when healthy")
    private @Nullable String health;

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "a variable; of update, all of them")
    private @Nullable List<String> variables;

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "a host name; of update, all of them")
    private @Nullable List<String> domains;

    @Option(names = "--memory", paramLabel = "SIZE", description = "of one container, such as 512m")
    private @Nullable String memory;

    @Option(names = "--cpus", paramLabel = "N", description = "of one container, such as 0.5")
    private java.math.@Nullable BigDecimal cpus;

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "numInstances", instances);
        put(fields, "publicFacing", publicFacing);
        put(fields, "domains", domains);
        if (ports != null) {
            fields.put(
                    "ports",
                    ports.stream().map(port -> Map.of("container", port)).toList());
        }
        if (health != null) {
            fields.put("healthCheck", Map.of("path", health));
        }
        if (variables != null) {
            fields.put("env", variables(variables));
        }
        Map<String, Object> resources = new LinkedHashMap<>();
        put(resources, "memory", memory);
        put(resources, "cpus", cpus);
        if (!resources.isEmpty()) {
            fields.put("resources", resources);
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Pairs of NAME=VALUE; the last one of a name counts. */
    static Map<String, String> variables(List<String> pairs) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw CommandException.usage("\"" + pair + "\" (expected: NAME=VALUE)");
            }
            variables.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return variables;
    }
}
