package io.paz.scheduler.web;

import io.paz.http.access.OpenPath;
import io.paz.http.error.FailureTranslator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** The routes of the scheduler. */
@Configuration(proxyBeanMethods = false)
@Import({
    HookController.class,
    ConfigController.class,
    DeploymentController.class,
    RemovalController.class,
    OperationController.class,
    ServiceController.class
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
}
