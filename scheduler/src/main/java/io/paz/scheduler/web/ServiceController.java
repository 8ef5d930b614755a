package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.scheduler.ServiceState;
import io.paz.scheduler.deployment.Standings;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How services stand. */
@RestController
@RequestMapping("/services")
final class ServiceController {

    private final Standings standings;

    ServiceController(Standings standings) {
        this.standings = standings;
    }

    /** By name. */
    @GetMapping
    Mono<Doc<List<ServiceState>>> services() {
        return Blocking.call(
                () -> new Doc<>(standings.all().stream().map(ServiceStates::of).toList()));
    }

    @GetMapping("/{name}")
    Mono<Doc<ServiceState>> service(@PathVariable String name) {
        return Blocking.call(() -> new Doc<>(ServiceStates.of(standings.require(name))));
    }
}
