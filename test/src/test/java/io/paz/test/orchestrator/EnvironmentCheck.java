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

        platform.orchestrator("DELETE", "/environments/staging", "").expect(409);
        platform.orchestrator("DELETE", "/services/" + staging, "").expect(204);
        assertThat(greeting(name)).isEqualTo("production 1");
        platform.orchestrator("DELETE", "/environments/staging", "").expect(204);
        platform.orchestrator("DELETE", "/services/" + name, "").expect(204);
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
