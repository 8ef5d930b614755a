package io.paz.scheduler.comparison;

import io.paz.api.Doc;
import io.paz.engine.DeployedName;
import io.paz.http.error.ApiException;
import io.paz.http.error.UnexpectedErrorException;
import io.paz.scheduler.promotion.EnvironmentComparison;
import io.paz.scheduler.promotion.EnvironmentComparison.Service;
import io.paz.scheduler.promotion.EnvironmentComparison.Side;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.service.DeploymentService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Compares what serves in two environments. */
@RestController
public final class ComparisonController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final DeploymentService deployments;

    ComparisonController(DeploymentService deployments) {
        this.deployments = deployments;
    }

    /** Who accepts plain text gets it for a terminal; everybody else gets JSON. */
    @GetMapping("/environments/{environment}/compare/{other}")
    Mono<ResponseEntity<Object>> compare(
            @PathVariable String environment,
            @PathVariable String other,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        requireName(environment);
        requireName(other);
        boolean plain = accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE);
        return Mono.fromCallable(UnexpectedErrorException.guarded(() -> compared(environment, other)))
                .subscribeOn(Schedulers.boundedElastic())
                .map(services -> plain
                        ? ResponseEntity.ok()
                                .contentType(TEXT)
                                .body(ComparisonDocuments.text(environment, other, services))
                        : ResponseEntity.ok().body(new Doc<>(ComparisonDocuments.of(environment, other, services))));
    }

    private List<Service> compared(String environment, String other) {
        List<Release> serving = deployments.serving();
        return EnvironmentComparison.of(sides(serving, environment), sides(serving, other));
    }

    /** By the service's own name; of several versions that serve, the newest. */
    private static Map<String, Side> sides(List<Release> serving, String environment) {
        Map<String, Side> sides = new TreeMap<>();
        for (Release release : serving) {
            DeployedName name = DeployedName.of(release.id().service());
            if (name.environment().equals(environment)) {
                sides.put(name.service(), ComparisonDocuments.side(release));
            }
        }
        return sides;
    }

    private static void requireName(String environment) {
        if (!DeployedName.isEnvironment(environment)) {
            throw ApiException.notFound("environment: value " + environment + " (expected: one of GET /environments)");
        }
    }
}
