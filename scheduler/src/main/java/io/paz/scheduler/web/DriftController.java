package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.scheduler.DriftDocument;
import io.paz.scheduler.document.DriftDocuments;
import io.paz.scheduler.drift.DriftDetector;
import io.paz.scheduler.routing.RestoredRoutes;
import io.paz.scheduler.routing.RoutePublisher;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Routes of drift detection. */
@RestController
final class DriftController {

    private final DriftDetector drift;
    private final RoutePublisher routes;

    DriftController(DriftDetector drift, RoutePublisher routes) {
        this.drift = drift;
        this.routes = routes;
    }

    /** What the last look found; looks at nothing itself. */
    @GetMapping("/drift")
    Doc<DriftDocument> drift() {
        return new Doc<>(DriftDocuments.of(drift.report(), routes.history()));
    }

    /** The same with the findings of one service; none for a name that nothing was found of. */
    @GetMapping("/drift/{service}")
    Doc<DriftDocument> drift(@PathVariable String service) {
        List<RestoredRoutes> its = routes.history().stream()
                .filter(each -> each.service().equals(service))
                .toList();
        return new Doc<>(DriftDocuments.of(drift.report().of(service), its));
    }
}
