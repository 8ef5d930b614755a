package io.paz.scheduler.config;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.scheduler.balancer.HaproxyBalancers;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.persistence.StoredDeployments;
import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.routing.Announcements;
import io.paz.scheduler.routing.Announcements.View;
import io.paz.scheduler.serving.ExpectedInstance;
import io.paz.scheduler.serving.ServingWatch;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the observation of what serves with journal, engine, etcd and load balancers. */
@Configuration(proxyBeanMethods = false)
class ServingConfiguration {

    @Bean
    ServingWatch servingWatch(
            StoredDeployments repository,
            ClusterEngine engine,
            Announcements announcements,
            HaproxyBalancers balancers,
            InstanceDiagnostics diagnostics,
            Clock clock) {
        ServingWatch.Sources sources = new ServingWatch.Sources(
                () -> expected(repository.serving()),
                engine::reported,
                () -> announced(announcements.view()),
                balancers,
                diagnostics::unannouncedReason);
        return new ServingWatch(sources, clock, System::nanoTime);
    }

    @Bean
    ServingMetrics servingMetrics(ServingWatch serving) {
        return new ServingMetrics(serving);
    }

    private static List<ExpectedInstance> expected(List<Deployment> serving) {
        return serving.stream().flatMap(ServingConfiguration::expected).toList();
    }

    private static Stream<ExpectedInstance> expected(Deployment deployment) {
        String check = check(deployment.release().config().health());
        return IntStream.rangeClosed(1, deployment.running())
                .mapToObj(instance -> new ExpectedInstance(
                        deployment.id().instance(instance), deployment.release().isRouted(), check));
    }

    private static String check(HealthCheck health) {
        return health.path() == null ? "the TCP check" : health.httpMethod() + " " + health.path();
    }

    private static Optional<Map<ReleaseId, Set<Integer>>> announced(View view) {
        return view.stale()
                ? Optional.empty()
                : Optional.of(view.addresses().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().keySet())));
    }
}
