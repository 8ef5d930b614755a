package io.paz.orchestrator.config;

import io.paz.client.DirectoryClient;
import io.paz.engine.view.ClusterView;
import io.paz.http.access.AccessSettings;
import io.paz.http.access.Token;
import io.paz.http.option.InvalidOptionException;
import io.paz.orchestrator.dns.DnsKeeper;
import io.paz.orchestrator.dns.dnsimple.DnsimpleProvider;
import io.paz.orchestrator.dns.remote.DnsWatch;
import io.paz.orchestrator.dns.web.DnsRoutes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    private final OrchestratorProperties properties;

    DnsConfiguration(OrchestratorProperties properties) {
        this.properties = properties;
    }

    @Bean
    @ConditionalOnProperty("paz.dns-zone")
    DnsKeeper dnsKeeper() {
        Clock clock = Clock.systemUTC();
        String account = required("dns-account", properties.dnsAccount());
        String token = Token.read(Path.of(required("dns-token-file", properties.dnsTokenFile())))
                .value();
        DnsimpleProvider.Access access = new DnsimpleProvider.Access(account, zone(), token);
        return new DnsKeeper(new DnsimpleProvider(properties.dnsUrl(), access, properties.dnsTtl(), clock), clock);
    }

    private static String required(String option, @Nullable String value) {
        if (value == null) {
            throw new InvalidOptionException(
                    "--%s: value is missing (expected: one, because --dns-zone is given)".formatted(option));
        }
        return value;
    }

    private String zone() {
        return Optional.ofNullable(properties.dnsZone()).orElse("");
    }

    @Bean
    @ConditionalOnProperty("paz.dns-zone")
    DnsWatch dnsWatch(DnsKeeper keeper, ClusterView engine, AccessSettings access) {
        DirectoryClient directory = new DirectoryClient(properties.svcdirUrl(), access.credentialOf("orchestrator"));
        return new DnsWatch(engine, directory, keeper, CHECK_INTERVAL);
    }

    @Bean
    RouterFunction<ServerResponse> dnsRoutes(ObjectProvider<DnsKeeper> keeper) {
        return new DnsRoutes(Optional.ofNullable(keeper.getIfAvailable()), zone()).routes();
    }
}
