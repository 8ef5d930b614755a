package io.paz.orchestrator.logs;

import io.paz.engine.Host;
import java.util.List;
import reactor.core.publisher.Mono;

/** Lists hosts, and the workloads that a service has or had. */
public interface LogSources {

    /** The hosts that are or were last known; fails when none was ever known. */
    Mono<List<Host>> hosts();

    /** Workloads of the service, those of its latest deployments included, which may be gone. */
    Mono<Workloads> workloadsOf(String service);

    /** Workloads of all services, those of the latest deployments included, which may be gone. */
    Mono<Workloads> workloadsOfAll();

    /** Whether the engine has the workload. */
    Mono<Boolean> knows(String workload);

    /**
     * Hosts and workloads to search for lines.
     *
     * @param known whether there is such a service
     * @param missing parts that did not answer
     */
    record Workloads(WantedWorkloads wanted, boolean known, List<MissingPart> missing) {}
}
