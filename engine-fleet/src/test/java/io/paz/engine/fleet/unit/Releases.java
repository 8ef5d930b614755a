package io.paz.engine.fleet.unit;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.ContainerSpecBuilder;
import io.paz.engine.spec.HealthProbe;
import io.paz.engine.spec.PortMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Specs for tests. */
public final class Releases {

    private Releases() {}

    /** One instance without ports. */
    static ContainerSpecBuilder bare() {
        return ContainerSpec.builder(new ReleaseId("demo-api", 3), "example/demo:1.0")
                .description("The demo");
    }

    static ContainerSpecBuilder with(
            Map<String, String> env,
            Map<String, String> volumes,
            String user,
            List<String> command,
            Map<String, String> labels) {
        return bare().ports(List.of(new PortMapping(80, null)))
                .env(env)
                .volumes(volumes)
                .user(user)
                .command(command)
                .labels(labels);
    }

    public static ContainerSpec full() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("GREETING", "say \"hi\" & cost $5, 100%");
        env.put("LINES", "one\ntwo");
        return bare().instances(2)
                .ports(List.of(new PortMapping(8080, null), new PortMapping(9090, 19090)))
                .env(env)
                .volumes(Map.of("data", "/var/lib/data"))
                .user("1000")
                .health(new HealthProbe("/health", "GET", "demo-api.paz", "200-399", 1, 1, 2, 3))
                .stopSeconds(20)
                .memory("64m")
                .cpus(0.5)
                .command(List.of("serve", "--all"))
                .labels(Map.of("team", "shop"))
                .build();
    }

    /** Of a small image, with one port. */
    static ContainerSpecBuilder small(ReleaseId id, String image) {
        return ContainerSpec.builder(id, image).ports(List.of(new PortMapping(80, null)));
    }
}
