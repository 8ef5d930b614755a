package io.paz.test.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Names;
import io.paz.test.platform.Platform;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What holds for environments on a real platform. */
record EnvironmentCheck(Platform platform) {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    void runsAServiceInTwoEnvironments() {
        String name = Names.unique("both");
        String staging = name + ".staging";
        platform.orchestrator("POST", "/environments", "{\"name\": \"staging\"}")
                .expect(201);
        create("production", name, 1);
        create("staging", name, 2);
        deploy(name);
        deploy(staging);
        deploy(staging);

        assertThat(greeting(name)).isEqualTo("production 1");
        assertThat(greeting(staging)).isEqualTo("staging 2");
        assertThat(doc("/services/" + staging + "/config/history").propertyNames())
                .containsExactly("1", "2");
        assertThat(doc("/services/" + name + "/config/history").propertyNames()).containsExactly("1");
        platform.orchestrator("POST", "/services/" + staging + "/scale?wait=true", "{\"instances\": 3}")
                .expect(200);
        Await.until("staging alone has more instances", TIMEOUT, () -> runningUnits(staging) == 3);
        assertThat(runningUnits(name)).isEqualTo(1);
        assertThat(get("/cluster/units/" + staging + "-2-1").path("service").asString())
                .isEqualTo(staging);
        assertThat(get("/services/" + staging + "/logs").toString()).contains("listening on port");
        assertThat(environmentOf(staging + "-2-1"))
                .contains(
                        "PAZ_ENVIRONMENT=staging", "PAZ_DOMAIN=staging.paz", "BILLING_URL=http://billing.staging.paz:");
        assertThat(environmentOf(name + "-1-1"))
                .contains("BILLING_URL=http://billing.paz:")
                .doesNotContain("PAZ_ENVIRONMENT", "PAZ_DOMAIN");

        copyIsDeployedOnceItHasItsSecrets(name);
        whatWasTestedIsPromoted(name);

        platform.orchestrator("DELETE", "/environments/staging", "").expect(409);
        platform.orchestrator("DELETE", "/services/" + staging, "").expect(204);
        assertThat(greeting(name)).isEqualTo("production 2");
        platform.orchestrator("DELETE", "/environments/staging", "").expect(204);
        platform.orchestrator("DELETE", "/services/" + name, "").expect(204);
    }

    private void copyIsDeployedOnceItHasItsSecrets(String name) {
        String copy = name + ".dev";
        String config = "/services/" + copy + "/config/next";
        platform.orchestrator("PATCH", "/services/" + name + "/config/next", "{\"secrets\": {\"KEY\": \"s3cret\"}}")
                .expect(200);
        String order = "{\"name\": \"dev\", \"from\": \"production\", \"services\": [\"%s\"]}".formatted(name);
        assertThat(platform.orchestrator("POST", "/environments", order)
                        .expect(201)
                        .body())
                .contains("\"missingSecrets\":[\"KEY\"]");
        assertThat(platform.orchestrator("POST", "/hooks/deploy", "{\"serviceName\": \"%s\"}".formatted(copy))
                        .expect(409)
                        .body())
                .contains("secret_missing", "KEY");
        platform.orchestrator("PATCH", config, "{\"secrets\": {\"KEY\": \"another\"}}")
                .expect(200);
        deploy(copy);
        assertThat(greeting(copy)).isEqualTo("production 1");
        assertThat(environmentOf(copy + "-1-1")).contains("KEY=another", "PAZ_ENVIRONMENT=dev");
        platform.orchestrator("DELETE", "/services/" + copy, "").expect(204);
        platform.orchestrator("DELETE", "/environments/dev", "").expect(204);
    }

    /** Staging differs in variables, scale and a command's field; it is promoted with the latter alone. */
    private void whatWasTestedIsPromoted(String name) {
        String staging = name + ".staging";
        String promotions = "/environments/production/promotions";
        platform.orchestrator("PATCH", "/services/" + staging + "/config/next", "{\"stopTimeoutSeconds\": 7}")
                .expect(200);
        deploy(staging);
        JsonNode compared = compared(name);
        assertThat(compared.path("differences")
                        .valueStream()
                        .map(each -> each.path("field").asString() + " "
                                + each.path("left").asString() + " "
                                + each.path("right").asString()))
                .containsExactly("env.MESSAGE staging production", "numInstances 3 1", "stopTimeoutSeconds 7 ");

        String order = "{\"from\": \"staging\", \"services\": [\"%s\"]%s}";
        JsonNode change = platform.orchestrator("POST", promotions, order.formatted(name, ", \"dryRun\": true"))
                .expect(200)
                .doc();
        assertThat(change.path("differences").valueStream().map(each -> each.path("field")
                        .asString()))
                .containsExactly("env.KEY", "stopTimeoutSeconds");
        assertThat(greeting(name)).isEqualTo("production 1");

        platform.orchestrator("POST", promotions + "?wait=true", order.formatted(name, ""))
                .expect(200);
        assertThat(greeting(name)).isEqualTo("production 2");
        assertThat(runningUnits(name)).isEqualTo(1);
        JsonNode promoted = doc("/deployments/" + name + "/2");
        assertThat(promoted.path("steps").get(0).toString()).contains("promotion: version 3 of " + staging);
        assertThat(doc("/services/" + name + "/config/last")
                        .path("stopTimeoutSeconds")
                        .asInt())
                .isEqualTo(7);
        platform.orchestrator("POST", promotions, order.formatted("nobody", "")).expect(404);
        assertThat(greeting(staging)).isEqualTo("staging 3");
    }

    private JsonNode compared(String name) {
        return doc("/environments/staging/compare/production")
                .path("services")
                .valueStream()
                .filter(service -> service.path("service").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void create(String environment, String name, int instances) {
        platform.orchestrator("POST", "/services", """
                        {"name": "%1$s", "environment": "%2$s", "dockerRepository": "paz/demo-api", "numInstances": %3$d,
                         "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}, "upstreams": ["billing"],
                         "env": {"MESSAGE": "%2$s"}}""".formatted(name, environment, instances))
                .expect(201);
    }

    private void deploy(String name) {
        platform.orchestrator("POST", "/hooks/deploy?wait=true", "{\"serviceName\": \"%s\"}".formatted(name))
                .expect(200);
    }

    /** Message and version that an instance answers with. */
    private String greeting(String name) {
        JsonNode answer = platform.routed(name + ".localhost", "/").expect(200).tree();
        return answer.path("message").asString() + " " + answer.path("version").asString();
    }

    private JsonNode get(String path) {
        return platform.orchestrator("GET", path, "").expect(200).tree();
    }

    private JsonNode doc(String path) {
        return get(path).path("doc");
    }

    private long runningUnits(String service) {
        return get("/services/" + service + "/units")
                .valueStream()
                .filter(unit -> unit.path("subState").asString().equals("running"))
                .count();
    }

    private static String environmentOf(String instance) {
        return Command.of("docker", "inspect", "--format={{.Config.Env}}", instance)
                .run(Map.of())
                .expectSuccess()
                .output();
    }
}
