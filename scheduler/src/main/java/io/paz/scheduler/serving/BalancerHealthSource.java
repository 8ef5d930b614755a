package io.paz.scheduler.serving;

import io.paz.engine.InstanceId;
import java.util.List;
import java.util.Map;

/** The load balancers of the cluster, asked about all instances at once. */
@FunctionalInterface
public interface BalancerHealthSource {

    /**
     * What each load balancer that answers says now of every instance that it knows; one that does not answer is left out. Blocks for
     * seconds at most.
     *
     * @throws io.paz.engine.EngineUnavailableException when it is not known where load balancers are
     */
    List<Map<InstanceId, BalancerHealth>> health();
}
