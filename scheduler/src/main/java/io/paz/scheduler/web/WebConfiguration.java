package io.paz.scheduler.web;

import io.paz.http.access.OpenPath;
import io.paz.http.error.FailureTranslator;
import io.paz.scheduler.comparison.ComparisonController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** Spring configuration of the HTTP routes. */
@Configuration(proxyBeanMethods = false)
@Import({
    HookController.class,
    ServiceHookController.class,
    ConfigController.class,
    DeploymentController.class,
    RemovalController.class,
    OperationController.class,
    PreviewController.class,
    ServiceController.class,
    DriftController.class,
    ComparisonController.class,
    SpaceController.class
})
public class WebConfiguration {

    @Bean
    FailureTranslator schedulerFailures() {
        return new SchedulerFailures();
    }

    /** It carries its own secret. */
    @Bean
    OpenPath secretHookIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/hooks/dockerhub/{service}/{secret}");
    }

    /** Its deliveries carry a signature or a secret. */
    @Bean
    OpenPath signedHookIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/hooks/in/{id}");
    }

    @Bean
    OpenPath unsignedHookIsOpen() {
        return OpenPath.of(HttpMethod.POST, "/hooks/in/{id}/{secret}");
    }
}
