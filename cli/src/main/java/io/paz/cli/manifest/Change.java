package io.paz.cli.manifest;

import io.paz.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** One step from what a platform has to what a file says. */
public sealed interface Change {

    /** Of the environment, or the name under which the service is deployed. */
    String name();

    /** Fields before and after; nothing where it is made or removed. */
    Json before();

    Json after();

    /** Makes an environment without services. */
    record CreateEnvironment(String name) implements Change {
        @Override
        public Json before() {
            return Json.NOTHING;
        }

        @Override
        public Json after() {
            return Json.NOTHING;
        }
    }

    /** Makes a service with all of its fields. */
    record CreateService(String name, Json after) implements Change {
        @Override
        public Json before() {
            return Json.NOTHING;
        }
    }

    /** Changes fields of a service; one that is absent afterwards goes back to its default. */
    record UpdateService(String name, Json before, Json after) implements Change {

        /** Those that differ, as a request says it: null for a default. */
        public Json request() {
            Map<String, Object> fields = new TreeMap<>();
            TreeSet<String> names = new TreeSet<>(before.fields().keySet());
            names.addAll(after.fields().keySet());
            names.removeIf(field -> before.get(field).equals(after.get(field)));
            names.forEach(field -> fields.put(field, after.get(field)));
            return Json.object(fields);
        }
    }

    /** Takes a service off the platform, with what runs of it. */
    record RemoveService(String name, Json before) implements Change {
        @Override
        public Json after() {
            return Json.NOTHING;
        }
    }

    /** Removes an environment, once no service is in it. */
    record RemoveEnvironment(String name) implements Change {
        @Override
        public Json before() {
            return Json.NOTHING;
        }

        @Override
        public Json after() {
            return Json.NOTHING;
        }
    }

    default boolean isRemoval() {
        return this instanceof RemoveService || this instanceof RemoveEnvironment;
    }

    /** Whether its service is to be deployed for it to take effect. */
    default boolean isDeployed() {
        return this instanceof CreateService || this instanceof UpdateService;
    }

    /** Secret variables that have no value on the platform yet. */
    default List<String> newSecrets() {
        List<String> names = new ArrayList<>(
                after().get("secrets").items().stream().map(Json::text).toList());
        before().get("secrets").items().forEach(known -> names.remove(known.text()));
        return names;
    }

    /** What it does, for people. */
    default String title() {
        if (this instanceof CreateEnvironment) {
            return "create environment " + name();
        } else if (this instanceof CreateService) {
            return "create service " + name();
        } else if (this instanceof UpdateService) {
            return "update service " + name();
        } else if (this instanceof RemoveService) {
            return "remove service " + name();
        }
        return "remove environment " + name();
    }

    default Json json() {
        return Json.of("change", title().substring(0, title().lastIndexOf(' ')).replace(' ', '-'))
                .with("name", name())
                .with("before", before())
                .with("after", after());
    }
}
