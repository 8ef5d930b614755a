package io.paz.orchestrator.config;

import io.paz.client.CadvisorClient;
import io.paz.client.DirectoryClient;
import io.paz.client.FleetClient;
import io.paz.client.JournalClient;
import io.paz.client.SchedulerClient;
import io.paz.http.access.AccessSettings;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.logs.LogReader;
import io.paz.orchestrator.logs.remote.RemoteJournals;
import io.paz.orchestrator.logs.remote.RemoteSources;
import io.paz.orchestrator.logs.web.LogRoutes;
import io.paz.orchestrator.monitoring.UsageBook;
import io.paz.orchestrator.monitoring.remote.HostPoller;
import io.paz.orchestrator.monitoring.web.StatsRoutes;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Lines and figures of hosts and units. */
@Configuration(proxyBeanMethods = false)
class MonitoringConfiguration {

    private static final Duration POLL_EVERY = Duration.ofSeconds(10);

    private final OrchestratorProperties properties;
    private final @Nullable String token;

    MonitoringConfiguration(OrchestratorProperties properties, AccessSettings access) {
        this.properties = properties;
        this.token = access.token() == null ? null : access.token().value();
    }

    private @Nullable String engineToken() {
        return properties.engineToken() ? token : null;
    }

    private FleetClient fleetOf() {
        return new FleetClient(properties.fleetUrl(), engineToken());
    }

    @Bean
    RemoteSources logSources(LiveCluster cluster) {
        return new RemoteSources(
                fleetOf(),
                new DirectoryClient(properties.svcdirUrl(), token),
                new SchedulerClient(properties.schedulerUrl(), token),
                cluster);
    }

    @Bean
    RouterFunction<ServerResponse> logRoutes(RemoteSources sources, JsonMapper mapper) {
        RemoteJournals journals =
                new RemoteJournals(properties.journalUrl(), address -> new JournalClient(address, engineToken()));
        return new LogRoutes(new LogReader(sources, journals), sources, mapper, Clock.systemUTC()).routes();
    }

    @Bean
    UsageBook usageBook() {
        return new UsageBook();
    }

    @Bean
    HostPoller hostPoller(UsageBook book, LiveCluster cluster) {
        return new HostPoller(
                fleetOf(),
                properties.cadvisorUrl(),
                address -> new CadvisorClient(address, engineToken()),
                book,
                cluster,
                Clock.systemUTC(),
                POLL_EVERY);
    }

    @Bean
    RouterFunction<ServerResponse> statsRoutes(UsageBook book) {
        return new StatsRoutes(book).routes();
    }
}
