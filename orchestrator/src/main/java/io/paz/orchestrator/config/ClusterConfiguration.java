package io.paz.orchestrator.config;

import io.paz.client.PassThrough;
import io.paz.client.SchedulerClient;
import io.paz.client.StatisticsClient;
import io.paz.engine.view.ClusterView;
import io.paz.etcd.EtcdAccess;
import io.paz.etcd.EtcdConnection;
import io.paz.http.access.AccessSettings;
import io.paz.orchestrator.document.StreamMessages;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.observe.BalancerReadings;
import io.paz.orchestrator.observe.EngineReadings;
import io.paz.orchestrator.observe.EtcdWatch;
import io.paz.orchestrator.observe.Hints;
import io.paz.orchestrator.observe.Observers;
import io.paz.orchestrator.observe.Sources;
import io.paz.orchestrator.web.WebConfiguration;
import io.paz.orchestrator.web.socket.SocketConfiguration;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The cluster as it is observed, its upstream components, and the routes over them. */
@Configuration(proxyBeanMethods = false)
@Import({EngineConfiguration.class, WebConfiguration.class, SocketConfiguration.class})
class ClusterConfiguration {

    private static final long NUMBERS_IN_A_MILLISECOND = 1000;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    PassThrough directory(OrchestratorProperties properties, AccessSettings access) {
        return new PassThrough("service-directory", properties.svcdirUrl(), token(access));
    }

    @Bean
    PassThrough scheduler(OrchestratorProperties properties, AccessSettings access) {
        return new PassThrough("scheduler", properties.schedulerUrl(), token(access));
    }

    @Bean
    EngineReadings engineReadings(ClusterView engine) {
        return new EngineReadings(engine);
    }

    @Bean
    Hints engineHints(ClusterView engine, Observers observers) {
        return new Hints(engine::nextChange, observers::workloadsChanged).start();
    }

    @Bean
    Hints schedulerHints(OrchestratorProperties properties, AccessSettings access, Observers observers) {
        SchedulerClient scheduler = new SchedulerClient(properties.schedulerUrl(), token(access));
        return new Hints(scheduler::nextTagOfDeployments, observers::deploymentsChanged).start();
    }

    @Bean
    BalancerReadings balancers(LiveCluster cluster, OrchestratorProperties properties, Clock clock) {
        return new BalancerReadings(
                cluster, properties.balancerUrls(), StatisticsClient.of(properties.balancerPasswordFile()), clock);
    }

    @Bean
    EtcdConnection etcd(OrchestratorProperties properties) {
        return EtcdConnection.open(EtcdAccess.parse(properties.etcdEndpoint(), properties.etcdCertificates()));
    }

    @Bean
    StreamMessages streamMessages(JsonMapper json) {
        return new StreamMessages(json);
    }

    /** Numbers begin at the time of the start, so that they are greater than those of every earlier run. */
    @Bean
    LiveCluster liveCluster(StreamMessages messages, Clock clock) {
        return new LiveCluster(messages, clock.millis() * NUMBERS_IN_A_MILLISECOND);
    }

    @Bean
    Sources sources(LiveCluster cluster, Clock clock) {
        return new Sources(cluster, clock);
    }

    @Bean
    Observers observers(
            LiveCluster cluster,
            Sources sources,
            EngineReadings engine,
            BalancerReadings balancers,
            PassThrough directory,
            PassThrough scheduler,
            JsonMapper json) {
        return new Observers(cluster, sources, engine, balancers, directory, scheduler, json, System::nanoTime).start();
    }

    @Bean
    EtcdWatch etcdWatch(EtcdConnection etcd, LiveCluster cluster, Sources sources) {
        return new EtcdWatch(etcd, cluster, sources).start();
    }

    private static @Nullable Supplier<String> token(AccessSettings access) {
        return access.credentialOf("orchestrator");
    }
}
