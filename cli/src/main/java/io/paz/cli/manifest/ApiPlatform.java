package io.paz.cli.manifest;

import io.paz.cli.api.Api;
import io.paz.cli.config.Variables;
import io.paz.cli.json.Json;
import io.paz.cli.manifest.Change.CreateEnvironment;
import io.paz.cli.manifest.Change.CreateService;
import io.paz.cli.manifest.Change.RemoveEnvironment;
import io.paz.cli.manifest.Change.RemoveService;
import io.paz.cli.manifest.Change.UpdateService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A platform behind its API. */
public final class ApiPlatform implements Platform {

    private static final String SECRETS = "secrets";

    private final Api api;
    private final Map<String, String> secretValues;

    /** @param secretValues of new secret variables, by their names */
    public ApiPlatform(Api api, Map<String, String> secretValues) {
        this.api = api;
        this.secretValues = secretValues;
    }

    @Override
    public Catalogue read() {
        List<String> environments = api.doc("/environments").items().stream()
                .map(environment -> environment.text("name"))
                .filter(name -> !name.equals(ManifestReader.PRODUCTION))
                .toList();
        Map<String, Json> services = new LinkedHashMap<>();
        api.doc("/services?environment=all")
                .items()
                .forEach(service -> services.put(service.text("name"), fields(service)));
        return Catalogue.of(environments, services);
    }

    private static Json fields(Json service) {
        Json config = service.get("config");
        Variables variables = Variables.of(config.get("env"));
        return config.with("env", Json.object(variables.plain()))
                .with(SECRETS, Json.list(List.copyOf(variables.secrets().keySet())))
                .with("dockerRepository", service.get("dockerRepository"))
                .with("description", service.get("description"));
    }

    @Override
    public void apply(Change change) {
        if (change instanceof CreateEnvironment) {
            api.post("/environments", Json.of("name", change.name()));
        } else if (change instanceof CreateService) {
            api.post("/services", withSecrets(change.after(), Map.of()).with("name", change.name()));
        } else if (change instanceof UpdateService update) {
            String service = change.name();
            Json request = update.request();
            Map<String, String> known =
                    request.has(SECRETS) ? Variables.read(api, service).secrets() : Map.of();
            api.call("PATCH", Api.path("services", service, "config", "next"), withSecrets(request, known));
        } else if (change instanceof RemoveService) {
            api.call("DELETE", Api.path("services", change.name()), null);
        } else if (change instanceof RemoveEnvironment) {
            api.call("DELETE", Api.path("environments", change.name()), null);
        }
    }

    /** @param known fingerprints that keep the values that are stored */
    private Json withSecrets(Json request, Map<String, String> known) {
        if (!request.has(SECRETS)) {
            return request;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Json name : request.get(SECRETS).items()) {
            String value = known.getOrDefault(name.text(), secretValues.getOrDefault(name.text(), ""));
            values.put(name.text(), value);
        }
        return request.with(SECRETS, Json.object(values));
    }
}
