package io.paz.cli.manifest;

import io.paz.cli.api.CommandException;
import io.paz.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads paz.yml. Fields of services are those of the platform, which checks them; only what a plan needs is checked here. */
public final class ManifestReader {

    static final String PRODUCTION = "production";

    private static final String NAMES_ONLY = "a list of names; no value stands in the file, see paz secrets set";
    private static final Set<String> TEXTS_BY_NAME = Set.of("env", "labels");
    private static final Set<String> PASSWORDS = Set.of("password", "passwordHash");

    private final Yaml yaml;
    private final Set<String> environments = new TreeSet<>();
    private final Map<String, Json> services = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    private ManifestReader(String file) {
        this.yaml = new Yaml(file);
    }

    /** @param variables of the process, of which the file uses those that it declares */
    public static Manifest read(String file, String text, Map<String, String> variables) {
        if (text.length() > Yaml.MAX_CHARACTERS) {
            throw CommandException.usage(file + " is longer than " + Yaml.MAX_CHARACTERS + " characters");
        }
        ManifestReader reader = new ManifestReader(file);
        reader.root(reader.yaml.read(text), variables);
        return new Manifest(Catalogue.of(reader.environments, reader.services), reader.places);
    }

    private void root(Node root, Map<String, String> values) {
        Map<String, Yaml.Field> fields = yaml.fields(root, "services, environments and variables");
        Yaml.Field declared = fields.get("variables");
        if (declared != null) {
            List<String> names = yaml.names(declared.value(), "a list of names, whose values are in the environment");
            yaml.expandWith(new Variables(Set.copyOf(names), values));
        }
        fields.forEach((name, field) -> {
            switch (name) {
                case "services" -> services(field.value(), "");
                case "environments" -> environments(field.value());
                case "variables" -> {}
                default -> throw yaml.error(field.name(), unknown(name, "services, environments and variables"));
            }
        });
    }

    private static String unknown(String name, String expected) {
        return "\"" + name + "\" is unknown (expected: " + expected + ")";
    }

    private void environments(Node node) {
        yaml.fields(node, "environments by name").forEach((name, field) -> {
            if (name.equals(PRODUCTION)) {
                throw yaml.error(field.name(), "the services of production stand under services, beside environments");
            }
            environments.add(name);
            services(field.value(), "." + name);
        });
    }

    private void services(Node node, String suffix) {
        yaml.fields(node, "services by name").forEach((name, field) -> {
            if (name.contains(".")) {
                throw yaml.error(
                        field.name(), "\"" + name + "\" (expected: a name; services of an environment stand under it)");
            }
            places.put(name + suffix, yaml.place(field.name()));
            services.put(name + suffix, service(field));
        });
    }

    private Json service(Yaml.Field service) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Yaml.Field> given = yaml.fields(service.value(), "fields of a service");
        given.forEach((name, field) -> fields.put(name, field(name, field)));
        if (!given.containsKey("dockerRepository")) {
            throw yaml.error(service.name(), "dockerRepository is missing (expected: an image, such as team/shop)");
        }
        return Json.object(fields);
    }

    private Json field(String name, Yaml.Field field) {
        if (name.equals("name") || name.equals("environment")) {
            throw yaml.error(field.name(), unknown(name, "a service's name is the key that its fields stand under"));
        }
        if (name.equals("secrets")) {
            return Json.list(yaml.names(field.value(), NAMES_ONLY));
        }
        if (name.equals("proxy")) {
            checkPasswords(field.value());
        }
        return TEXTS_BY_NAME.contains(name) ? texts(name, field.value()) : yaml.value(field.value());
    }

    /** Numbers and truth values as they are written: a container gets texts. */
    private Json texts(String field, Node node) {
        Map<String, Object> texts = new LinkedHashMap<>();
        yaml.fields(node, "texts by name").forEach((name, value) -> {
            String text = yaml.text(value.value());
            if (field.equals("env") && text.startsWith("paz-secret:")) {
                throw yaml.error(value.value(), "stands for a secret (expected: its name under secrets)");
            }
            texts.put(name, text);
        });
        return Json.object(texts);
    }

    /** Of basic authentication's users: no answer of the platform has them, so that no plan could compare them. */
    private void checkPasswords(Node proxy) {
        Yaml.Field authentication = yaml.fields(proxy, "fields of the proxy").get("basicAuth");
        Yaml.Field users = authentication == null
                ? null
                : yaml.fields(authentication.value(), "users").get("users");
        if (users == null || !(users.value() instanceof SequenceNode list)) {
            return;
        }
        for (Node user : list.getValue()) {
            yaml.fields(user, "a user").forEach((name, field) -> {
                if (PASSWORDS.contains(name)) {
                    throw yaml.error(
                            field.name(),
                            name
                                    + " does not belong in the file (expected: the user's name, and the password set with paz services update --file)");
                }
            });
        }
    }
}
