package io.paz.orchestrator.config;

import io.paz.client.DirectoryClient;
import io.paz.engine.view.ClusterView;
import io.paz.http.access.AccessSettings;
import io.paz.orchestrator.dns.DnsKeeper;
import io.paz.orchestrator.dns.remote.DnsWatch;
import io.paz.orchestrator.dns.web.DnsRoutes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Names at a DNS provider, where one is configured; otherwise nothing of it is there. */
@Configuration(proxyBeanMethods = false)
class DnsConfiguration {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

    private final OrchestratorProperties parts;
    private final DnsProperties properties;

    DnsConfiguration(OrchestratorProperties parts, DnsProperties properties) {
        this.parts = parts;
        this.properties = properties;
    }

    @Bean
    DnsProviders dnsProviders() {
        return new DnsProviders(properties);
    }

    @Bean
    @ConditionalOnProperty("paz.dns-zone")
    DnsKeeper dnsKeeper(DnsProviders providers) {
        Clock clock = Clock.systemUTC();
        return new DnsKeeper(providers.of(zone(), clock), clock);
    }

    private String zone() {
        return Optional.ofNullable(properties.dnsZone()).orElse("");
    }

    @Bean
    @ConditionalOnProperty("paz.dns-zone")
    DnsWatch dnsWatch(DnsKeeper keeper, ClusterView engine, AccessSettings access) {
        DirectoryClient directory = new DirectoryClient(parts.svcdirUrl(), access.credentialOf("orchestrator"));
        return new DnsWatch(engine, directory, keeper, CHECK_INTERVAL);
    }

    @Bean
    RouterFunction<ServerResponse> dnsRoutes(ObjectProvider<DnsKeeper> keeper) {
        return new DnsRoutes(Optional.ofNullable(keeper.getIfAvailable()), zone()).routes();
    }
}
