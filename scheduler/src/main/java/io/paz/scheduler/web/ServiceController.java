package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.scheduler.ServiceState;
import io.paz.scheduler.document.ServiceDocuments;
import io.paz.scheduler.document.ServiceTexts;
import io.paz.scheduler.serving.ServingWatch;
import io.paz.scheduler.status.ServiceStatuses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Routes of service statuses. */
@RestController
@RequestMapping("/services")
final class ServiceController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final ServiceStatuses standings;
    private final ServingWatch serving;

    ServiceController(ServiceStatuses standings, ServingWatch serving) {
        this.standings = standings;
        this.serving = serving;
    }

    /** By name. Who accepts plain text gets it for a terminal; everybody else gets JSON. */
    @GetMapping
    Mono<ResponseEntity<Object>> services(
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        boolean plain = accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE);
        return Blocking.call(this::states)
                .map(states -> plain
                        ? ResponseEntity.ok().contentType(TEXT).body(ServiceTexts.of(states))
                        : ResponseEntity.ok().body(new Doc<>(states)));
    }

    private List<ServiceState> states() {
        var statuses = serving.current();
        return standings.all().stream()
                .map(standing -> ServiceDocuments.of(standing, statuses))
                .toList();
    }

    @GetMapping("/{name}")
    Mono<Doc<ServiceState>> service(@PathVariable String name) {
        return Blocking.call(() -> new Doc<>(ServiceDocuments.of(standings.require(name), serving.current())));
    }
}
