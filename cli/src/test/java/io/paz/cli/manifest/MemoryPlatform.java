package io.paz.cli.manifest;

import io.paz.cli.api.RefusedException;
import io.paz.cli.json.Json;
import io.paz.cli.manifest.Change.CreateEnvironment;
import io.paz.cli.manifest.Change.CreateService;
import io.paz.cli.manifest.Change.RemoveEnvironment;
import io.paz.cli.manifest.Change.RemoveService;
import io.paz.cli.manifest.Change.UpdateService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** A platform that keeps what it is given, and refuses what the real one refuses. */
final class MemoryPlatform implements Platform {

    private final TreeSet<String> environments;
    private final Map<String, Json> services;

    MemoryPlatform(Catalogue start) {
        this.environments = new TreeSet<>(start.environments());
        this.services = new LinkedHashMap<>(start.services());
    }

    @Override
    public Catalogue read() {
        return Catalogue.of(environments, services);
    }

    @Override
    public void apply(Change change) {
        String name = change.name();
        if (change instanceof CreateEnvironment) {
            check(409, environments.add(name));
        } else if (change instanceof CreateService) {
            String environment = Catalogue.environmentOf(name);
            check(404, environment.isEmpty() || environments.contains(environment));
            check(409, !services.containsKey(name));
            put(name, change.after());
        } else if (change instanceof UpdateService update) {
            Map<String, Json> fields = new LinkedHashMap<>(services.get(name).fields());
            fields.putAll(update.request().fields());
            put(name, Json.object(fields));
        } else if (change instanceof RemoveService) {
            check(404, services.remove(name) != null);
        } else if (change instanceof RemoveEnvironment) {
            check(409, services.keySet().stream().map(Catalogue::environmentOf).noneMatch(name::equals));
            check(404, environments.remove(name));
        }
    }

    private void put(String name, Json fields) {
        services.forEach((other, theirs) -> check(
                409,
                other.equals(name)
                        || theirs.get("domains").items().stream()
                                .noneMatch(fields.get("domains").items()::contains)));
        services.put(name, fields);
    }

    private static void check(int status, boolean holds) {
        if (!holds) {
            throw new RefusedException(status, "refused with " + status);
        }
    }
}
