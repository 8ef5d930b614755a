package io.paz.orchestrator.config;

import io.paz.engine.EngineSettings;
import io.paz.engine.InstalledEngine;
import io.paz.engine.view.ClusterView;
import io.paz.engine.view.EngineView;
import io.paz.engine.view.EngineViewProvider;
import io.paz.engine.view.HostUsageSource;
import io.paz.engine.view.InstanceLogs;
import io.paz.http.access.AccessSettings;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine whose cluster is shown, as its module offers it. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    EngineView engineView(OrchestratorProperties properties, AccessSettings access) {
        Map<String, String> options = Map.of(
                InstalledEngine.OPTION,
                properties.engine(),
                "fleet-url",
                properties.fleetUrl().toString(),
                "journal-url",
                properties.journalUrl(),
                "cadvisor-url",
                properties.cadvisorUrl());
        String token = properties.engineToken() ? access.engineToken(properties.engineTokenFile()) : null;
        return InstalledEngine.provider(EngineViewProvider.class, properties.engine())
                .open(new EngineSettings(options, token));
    }

    @Bean
    ClusterView clusterView(EngineView engine) {
        return engine.cluster();
    }

    @Bean
    InstanceLogs instanceLogs(EngineView engine) {
        return engine.logs();
    }

    @Bean
    HostUsageSource hostUsage(EngineView engine) {
        return engine.usage();
    }
}
