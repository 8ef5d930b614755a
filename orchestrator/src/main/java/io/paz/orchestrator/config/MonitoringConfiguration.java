package io.paz.orchestrator.config;

import io.paz.client.DirectoryClient;
import io.paz.client.SchedulerClient;
import io.paz.engine.view.ClusterView;
import io.paz.engine.view.HostUsageSource;
import io.paz.engine.view.InstanceLogs;
import io.paz.http.access.AccessSettings;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.logs.LogReader;
import io.paz.orchestrator.logs.remote.RemoteSources;
import io.paz.orchestrator.logs.web.LogRoutes;
import io.paz.orchestrator.monitoring.UsageBook;
import io.paz.orchestrator.monitoring.remote.HostPoller;
import io.paz.orchestrator.monitoring.web.StatsRoutes;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Lines and figures of hosts and workloads. */
@Configuration(proxyBeanMethods = false)
class MonitoringConfiguration {

    private static final Duration POLL_EVERY = Duration.ofSeconds(10);

    private final OrchestratorProperties properties;
    private final @Nullable Supplier<String> token;

    MonitoringConfiguration(OrchestratorProperties properties, AccessSettings access) {
        this.properties = properties;
        this.token = access.credentialOf("orchestrator");
    }

    @Bean
    RemoteSources logSources(ClusterView engine, LiveCluster cluster) {
        return new RemoteSources(
                engine,
                new DirectoryClient(properties.svcdirUrl(), token),
                new SchedulerClient(properties.schedulerUrl(), token),
                cluster);
    }

    @Bean
    LogReader logReader(RemoteSources sources, InstanceLogs logs) {
        return new LogReader(sources, logs);
    }

    @Bean
    RouterFunction<ServerResponse> logRoutes(RemoteSources sources, LogReader reader, JsonMapper mapper) {
        return new LogRoutes(reader, sources, mapper, Clock.systemUTC()).routes();
    }

    @Bean
    UsageBook usageBook() {
        return new UsageBook();
    }

    @Bean
    HostPoller hostPoller(ClusterView engine, HostUsageSource usage, UsageBook book, LiveCluster cluster) {
        return new HostPoller(engine, usage, book, cluster, Clock.systemUTC(), POLL_EVERY);
    }

    @Bean
    RouterFunction<ServerResponse> statsRoutes(UsageBook book) {
        return new StatsRoutes(book).routes();
    }
}
