package io.paz.engine.view;

import io.paz.engine.Host;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What an engine runs and where, for those who show it. Nothing here changes the cluster.
 *
 * <p>Every publisher asks anew at each subscription, never blocks its subscriber's thread, and ends within seconds: with a value,
 * or with {@code EngineUnavailableException} when the engine did not answer and the same question may be answered later, or
 * with {@code EngineRefusedException} when it refused the question. A message is meant for people and names what did not
 * answer. An answer is complete: what it does not hold is not there. Nothing of an earlier answer is ever repeated as a new
 * one.
 */
public interface ClusterView {

    /** The engine's name, under which its answers and its silence are shown. */
    String name();

    /** Every host that may be given work. */
    Mono<List<Host>> hosts();

    /**
     * Every workload as its host has it, in pieces, each as soon as it is read. One that was stopped and removed is gone from the next
     * answer; one that runs on several hosts comes once for each.
     */
    Flux<List<Workload>> workloads();

    /**
     * What the engine means each workload to do, placed or not. It may cost the engine more than {@link #workloads}, so
     * ask less often.
     */
    Mono<Map<WorkloadName, String>> desiredStates();

    /**
     * Waits, for about a second, for something to change.
     *
     * @param known what the last call gave; any other text at first
     * @return another text once something changed, the same text when nothing did; empty, at once, from an engine that cannot tell
     */
    Mono<String> nextChange(String known);

    /** The name that a workload or an artefact of this engine has for readers. Pure. */
    WorkloadName nameOf(String text);
}
