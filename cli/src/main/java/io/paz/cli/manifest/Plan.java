package io.paz.cli.manifest;

import io.paz.cli.api.CommandException;
import io.paz.cli.json.Json;
import io.paz.cli.manifest.Change.CreateEnvironment;
import io.paz.cli.manifest.Change.CreateService;
import io.paz.cli.manifest.Change.RemoveEnvironment;
import io.paz.cli.manifest.Change.RemoveService;
import io.paz.cli.manifest.Change.UpdateService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done so that a platform has what a file says; depends on these two alone.
 *
 * @param changes environments first, then services, those that others call before them
 * @param removals what the file does not name: services first
 */
public record Plan(List<Change> changes, List<Change> removals) {

    /** Set when a service is created; no request changes them. */
    private static final Map<String, String> FIXED = Map.of(
            "dockerRepository", "deploy another image of it with: paz deploy %s IMAGE",
            "description", "delete %s and create it again, or keep it");

    public static Plan of(Catalogue wanted, Catalogue current) {
        List<Change> changes = new ArrayList<>();
        wanted.environments().stream()
                .filter(name -> !current.environments().contains(name))
                .forEach(name -> changes.add(new CreateEnvironment(name)));
        for (String name : inOrderOfCalls(wanted)) {
            Json after = wanted.services().getOrDefault(name, Json.NOTHING);
            Json before = current.services().get(name);
            if (before == null) {
                changes.add(new CreateService(name, after));
            } else if (!before.equals(after)) {
                checkFixed(name, before, after);
                changes.add(new UpdateService(name, before, after));
            }
        }
        return new Plan(changes, removals(wanted, current));
    }

    private static List<Change> removals(Catalogue wanted, Catalogue current) {
        List<Change> removals = new ArrayList<>();
        current.services().forEach((name, before) -> {
            if (!wanted.services().containsKey(name)) {
                removals.add(new RemoveService(name, before));
            }
        });
        current.environments().stream()
                .filter(name -> !wanted.environments().contains(name))
                .forEach(name -> removals.add(new RemoveEnvironment(name)));
        return removals;
    }

    private static void checkFixed(String name, Json before, Json after) {
        FIXED.forEach((field, advice) -> {
            if (!before.get(field).equals(after.get(field))) {
                throw CommandException.failed("service " + name + ": " + field + " is \"" + before.text(field)
                        + "\" on the platform and \"" + after.text(field)
                        + "\" in the file, and cannot be changed: " + advice.formatted(name));
            }
        });
    }

    private static Set<String> inOrderOfCalls(Catalogue catalogue) {
        Set<String> order = new LinkedHashSet<>();
        catalogue.services().keySet().forEach(name -> visit(name, catalogue, new LinkedHashSet<>(), order));
        return order;
    }

    /** Services that call each other stand in the order in which they were met. */
    private static void visit(String name, Catalogue catalogue, Set<String> under, Set<String> order) {
        Json service = catalogue.services().get(name);
        if (service == null || order.contains(name) || !under.add(name)) {
            return;
        }
        String environment = Catalogue.environmentOf(name);
        service.get("upstreams").items().forEach(upstream -> {
            String sibling = environment.isEmpty() ? upstream.text() : upstream.text() + "." + environment;
            visit(sibling, catalogue, under, order);
            visit(upstream.text(), catalogue, under, order);
        });
        order.add(name);
    }

    public boolean isEmpty() {
        return changes.isEmpty() && removals.isEmpty();
    }

    /** Without what the file does not name, which then stays. */
    public Plan withoutRemovals() {
        return new Plan(changes, List.of());
    }

    public List<Change> all() {
        List<Change> all = new ArrayList<>(changes);
        all.addAll(removals);
        return all;
    }
}
