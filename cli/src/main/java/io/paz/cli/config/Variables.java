package io.paz.cli.config;

import io.paz.cli.api.Api;
import io.paz.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of a service as they stand in its next configuration. Secret ones are there as fingerprints. */
public record Variables(Map<String, String> plain, Map<String, String> secrets) {

    private static final String SECRET = "paz-secret:";

    public static Variables of(Json env) {
        Map<String, String> plain = new LinkedHashMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        env.fields()
                .forEach((name, value) -> (value.text().startsWith(SECRET) ? secrets : plain).put(name, value.text()));
        return new Variables(plain, secrets);
    }

    public static Variables read(Api api, String service) {
        return of(api.doc(Api.path("services", service, "config", "next")).get("env"));
    }
}
