package io.paz.orchestrator.web;

import io.paz.client.PassThrough;
import io.paz.http.access.OpenPath;
import io.paz.http.audit.AuditController;
import io.paz.http.error.FailureTranslator;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.observe.Observers;
import io.paz.orchestrator.proxy.Forwarder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/** Wires the routes. */
@Configuration(proxyBeanMethods = false)
@Import({
    AuditController.class,
    ClusterController.class,
    UnitController.class,
    LoadBalancerController.class,
    ServiceController.class,
    EnvironmentController.class,
    SchedulerController.class
})
public class WebConfiguration {

    @Bean
    FailureTranslator orchestratorFailures(LiveCluster live) {
        return new OrchestratorFailures(live);
    }

    @Bean
    AttentionFilter attentionFilter(Observers observers) {
        return new AttentionFilter(observers);
    }

    @Bean
    LastKnown lastKnown(LiveCluster live, JsonMapper json) {
        return new LastKnown(live, json);
    }

    @Bean
    PassedOn passedOn(
            LiveCluster live, PassThrough directory, PassThrough scheduler, Observers observers, JsonMapper json) {
        return new PassedOn(new Forwarder(live), directory, scheduler, observers, live, json);
    }

    /** Its deliveries carry a signature or a secret, which the scheduler checks. */
    @Bean
    OpenPath signedHookIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/hooks/in/{id}");
    }

    @Bean
    OpenPath unsignedHookIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/hooks/in/{id}/{secret}");
    }
}
