package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.directory.ServiceConfiguration;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.document.ConfigurationDocuments;
import io.paz.scheduler.service.DeploymentService;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Routes of deployed configurations. */
@RestController
@RequestMapping("/config/{name}")
final class ConfigController {

    private final DeploymentService deployments;

    ConfigController(DeploymentService deployments) {
        this.deployments = deployments;
    }

    @GetMapping("/version/latest")
    Mono<Doc<ServiceConfiguration>> latest(@PathVariable String name) {
        return Blocking.call(() -> new Doc<>(config(deployments.requireLatest(name))));
    }

    @GetMapping("/version/{version}")
    Mono<Doc<ServiceConfiguration>> version(@PathVariable String name, @PathVariable String version) {
        return Blocking.call(() -> new Doc<>(config(deployments.require(Parameters.release(name, version)))));
    }

    /** Keyed by the version's text, in order of versions. */
    @GetMapping("/history")
    Mono<Doc<Map<String, ServiceConfiguration>>> history(@PathVariable String name) {
        return Blocking.call(() -> {
            Map<String, ServiceConfiguration> history = new LinkedHashMap<>();
            deployments
                    .history(name)
                    .forEach(each -> history.put(String.valueOf(each.id().version()), config(each)));
            return new Doc<>(history);
        });
    }

    private static ServiceConfiguration config(Deployment deployment) {
        return ConfigurationDocuments.write(deployment.release().config());
    }
}
