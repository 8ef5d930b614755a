package io.paz.orchestrator.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.orchestrator.cluster.balancing.BalancedInstance;
import io.paz.orchestrator.cluster.balancing.BalancedVersion;
import io.paz.orchestrator.cluster.balancing.LoadBalancer;
import io.paz.orchestrator.cluster.balancing.ServerFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** State of a service in HAProxy. */
public record LoadBalancerDocument(
        String id,
        String service,
        boolean publicFacing,
        List<String> domains,
        Backends backends,
        List<Backend> versions,
        List<Balancer> balancers,
        List<SkippedKeyDocument> skipped) {

    /** The version that serves, and the one that is coming. */
    public record Backends(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Backend current,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Backend next) {}

    /** One version; its number is text, as the original's. */
    public record Backend(String version, double weighting, int weight, List<BackendHost> hosts) {

        static Backend of(BalancedVersion version) {
            return new Backend(
                    String.valueOf(version.version()),
                    version.share(),
                    version.weight(),
                    version.instances().stream().map(BackendHost::of).toList());
        }
    }

    /** One instance; its port is text, as the original's. */
    public record BackendHost(
            String unit,
            String host,
            String port,
            int sessions,
            int queuedRequests,
            String status,
            int weight,
            double requestRate,
            double errorRate,
            int responseTime,
            long requests,
            long errors) {

        static BackendHost of(BalancedInstance instance) {
            ServerFigures figures = instance.figures();
            return new BackendHost(
                    instance.id().toString(),
                    instance.address().host(),
                    String.valueOf(instance.address().port()),
                    figures.sessions(),
                    figures.queued(),
                    figures.status(),
                    figures.weight(),
                    figures.requestRate(),
                    figures.errorRate(),
                    figures.responseTime(),
                    figures.requests(),
                    figures.errors());
        }
    }

    /** One HAProxy. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Balancer(
            String id, boolean answers, @Nullable String problem, int serversUp, int servers, int oldProcesses) {

        static Balancer of(LoadBalancer.Report report) {
            return new Balancer(
                    report.id(),
                    report.problem() == null,
                    report.problem(),
                    report.serversUp(),
                    report.servers(),
                    report.oldProcesses());
        }
    }

    public static LoadBalancerDocument of(LoadBalancer balancer) {
        String name = balancer.service().name();
        return new LoadBalancerDocument(
                name,
                name,
                balancer.service().publicFacing(),
                balancer.service().domains(),
                new Backends(
                        balancer.current().map(Backend::of).orElse(null),
                        balancer.next().map(Backend::of).orElse(null)),
                balancer.versions().stream().map(Backend::of).toList(),
                balancer.balancers().stream().map(Balancer::of).toList(),
                balancer.skipped().stream().map(SkippedKeyDocument::of).toList());
    }
}
