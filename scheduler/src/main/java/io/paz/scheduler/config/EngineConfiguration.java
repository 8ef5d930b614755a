package io.paz.scheduler.config;

import io.paz.engine.EngineSettings;
import io.paz.engine.InstalledEngine;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.Engine;
import io.paz.engine.control.EngineProvider;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.http.access.AccessSettings;
import io.paz.scheduler.persistence.StoredDeployments;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine that runs the releases, as its module offers it. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    Engine engine(SchedulerProperties properties, AccessSettings access, StoredDeployments repository) {
        Map<String, String> options = Map.of(
                InstalledEngine.OPTION,
                properties.engine(),
                "fleet-url",
                properties.fleetUrl().toString(),
                "journal-url",
                properties.journalUrl(),
                "host-ip",
                properties.hostIp(),
                "unit-etcd-endpoints",
                properties.unitEtcdEndpoints(),
                "platform",
                Objects.requireNonNullElseGet(properties.platform(), repository.platform()::id));
        String token = properties.engineToken() ? access.engineToken(properties.engineTokenFile()) : null;
        return InstalledEngine.provider(EngineProvider.class, properties.engine())
                .open(new EngineSettings(options, token));
    }

    @Bean
    ClusterEngine clusterEngine(Engine engine) {
        return engine.cluster();
    }

    @Bean
    InstanceDiagnostics instanceDiagnostics(Engine engine) {
        return engine.diagnostics();
    }
}
