package io.paz.orchestrator.logs;

import io.paz.engine.Host;
import java.util.List;
import reactor.core.publisher.Mono;

/** Lists hosts, and the units that a service has or had. */
public interface LogSources {

    /** The hosts that are or were last known; fails when none was ever known. */
    Mono<List<Host>> hosts();

    /** Units of the service, those of its latest deployments included, which may be gone. */
    Mono<Units> unitsOf(String service);

    /** Units of all services, those of the latest deployments included, which may be gone. */
    Mono<Units> unitsOfAll();

    /** Whether the engine has the unit. */
    Mono<Boolean> knows(String unit);

    /**
     * Hosts and units to search for lines.
     *
     * @param known whether there is such a service
     * @param missing parts that did not answer
     */
    record Units(WantedUnits wanted, boolean known, List<MissingPart> missing) {}
}
