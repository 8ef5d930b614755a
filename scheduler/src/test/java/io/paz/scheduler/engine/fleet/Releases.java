package io.paz.scheduler.engine.fleet;

import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.release.PortMapping;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.ReleaseId;
import io.paz.scheduler.release.Resources;
import io.paz.scheduler.release.ServiceConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Releases for tests. */
final class Releases {

    private Releases() {}

    static ServiceConfig plain() {
        return with(Map.of(), Map.of(), null, List.of(), Map.of());
    }

    static ServiceConfig with(
            Map<String, String> env,
            Map<String, String> volume,
            String user,
            List<String> command,
            Map<String, String> labels) {
        return ServiceConfig.builder()
                .ports(List.of(new PortMapping(80, null)))
                .env(env)
                .volume(volume)
                .user(user)
                .command(command)
                .labels(labels)
                .build();
    }

    static ServiceConfig full() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("GREETING", "say \"hi\" & cost $5, 100%");
        env.put("LINES", "one\ntwo");
        return ServiceConfig.builder()
                .publicFacing(true)
                .numInstances(2)
                .ports(List.of(new PortMapping(8080, null), new PortMapping(9090, 19090)))
                .env(env)
                .volume(Map.of("data", "/var/lib/data"))
                .user("1000")
                .healthCheck(new HealthCheck("/health", 1, 1, 2, 3, null, null, null, null))
                .stopTimeoutSeconds(20)
                .resources(new Resources("64m", 0.5))
                .domains(List.of("shop.example.org"))
                .command(List.of("serve", "--all"))
                .labels(Map.of("team", "shop"))
                .build();
    }

    static Release release(ServiceConfig config) {
        return new Release(new ReleaseId("demo-api", 3), "The demo", "example/demo:1.0", false, config);
    }
}
