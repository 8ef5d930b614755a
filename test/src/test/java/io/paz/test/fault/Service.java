package io.paz.test.fault;

import io.paz.test.platform.Await;
import io.paz.test.platform.Leftovers;
import io.paz.test.platform.Names;
import io.paz.test.platform.Platform;
import io.paz.test.platform.Platform.Answer;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A service of a test, made of the demo image. */
record Service(Platform platform, String name) {

    private static final Duration A_DEPLOYMENT = Duration.ofSeconds(90);
    private static final String IMAGE = "paz/demo-api";

    static Service create(Platform platform, String purpose, int instances) {
        Service service = new Service(platform, Names.unique(purpose));
        platform.directory("POST", "/services", """
                        {"name": "%s", "dockerRepository": "%s", "numInstances": %d,
                         "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}}""".formatted(service.name(), IMAGE, instances))
                .expect(201);
        return service;
    }

    Service deployed() {
        deployAndWait(IMAGE).expect(200);
        return this;
    }

    void patch(String config) {
        platform.directory("PATCH", "/services/" + name + "/config", config).expect(200);
    }

    Answer deploy() {
        return platform.scheduler("POST", "/hooks/deploy", order(IMAGE));
    }

    Answer deployAndWait(String image) {
        return platform.scheduler("POST", "/hooks/deploy?wait=true", order(image));
    }

    Answer deployAndWait() {
        return deployAndWait(IMAGE);
    }

    private String order(String image) {
        return "{\"serviceName\": \"%s\", \"dockerRepository\": \"%s\"}".formatted(name, image);
    }

    JsonNode deployment(int version) {
        return platform.scheduler("GET", "/deployments/" + name + "/" + version, "")
                .expect(200)
                .doc();
    }

    String state(int version) {
        return deployment(version).required("state").asString();
    }

    void awaitDone(int version) {
        Await.until("version " + version + " is done", A_DEPLOYMENT, () -> state(version)
                .equals("done"));
    }

    int status() {
        return platform.routed(name + ".paz", "/").status();
    }

    /** The version that answers under the service's name. */
    String servingVersion() {
        return platform.routed(name + ".paz", "/")
                .expect(200)
                .tree()
                .required("version")
                .asString();
    }

    List<String> containers() {
        return Leftovers.containers(platform, name);
    }

    void delete() {
        platform.scheduler("DELETE", "/services/" + name, "").expect(204);
    }
}
