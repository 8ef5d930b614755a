package io.paz.scheduler.engine.fleet;

import io.paz.scheduler.deployment.release.HealthCheck;
import io.paz.scheduler.deployment.release.PortMapping;
import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import io.paz.scheduler.deployment.release.Resources;
import io.paz.scheduler.deployment.release.ServiceConfig;
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
        return new ServiceConfig(
                false,
                1,
                List.of(new PortMapping(80, null)),
                env,
                volume,
                user,
                null,
                null,
                null,
                null,
                null,
                null,
                command,
                labels,
                null);
    }

    static ServiceConfig full() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("GREETING", "say \"hi\" & cost $5, 100%");
        env.put("LINES", "one\ntwo");
        return new ServiceConfig(
                true,
                2,
                List.of(new PortMapping(8080, null), new PortMapping(9090, 19090)),
                env,
                Map.of("data", "/var/lib/data"),
                "1000",
                new HealthCheck("/health", 1, 1, 2, 3, null),
                20,
                new Resources("64m", 0.5),
                List.of("shop.example.org"),
                null,
                null,
                List.of("serve", "--all"),
                Map.of("team", "shop"),
                null);
    }

    static Release release(ServiceConfig config) {
        return new Release(new ReleaseId("demo-api", 3), "The demo", "example/demo:1.0", false, config);
    }
}
