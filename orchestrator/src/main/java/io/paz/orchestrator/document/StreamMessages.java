package io.paz.orchestrator.document;

import io.paz.engine.Host;
import io.paz.engine.Workload;
import io.paz.orchestrator.cluster.Change;
import io.paz.orchestrator.cluster.ClusterSnapshot;
import io.paz.orchestrator.cluster.Document;
import io.paz.orchestrator.cluster.SourceStatus;
import io.paz.orchestrator.cluster.balancing.LoadBalancer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** The messages of the stream, as bytes of JSON. Each is written once, for all who listen. */
public final class StreamMessages {

    private final JsonMapper json;

    public StreamMessages(JsonMapper json) {
        this.json = json;
    }

    private record Hello(String type, String version, String apiVersion, long started) {}

    private record Ping(String type, long seq) {}

    private record Message(String type, long seq, Object data) {}

    private record Everything(
            List<SourceDocument> sources,
            List<MachineDocument> hosts,
            List<StreamUnitDocument> units,
            List<RawValue> services,
            List<RawValue> deployments,
            List<LoadBalancerDocument> loadBalancers) {}

    /** @param started milliseconds since 1970 */
    public byte[] hello(String version, String apiVersion, long started) {
        return json.writeValueAsBytes(new Hello("hello", version, apiVersion, started));
    }

    public byte[] ping(long sequence) {
        return json.writeValueAsBytes(new Ping("ping", sequence));
    }

    /** @param sequence of the last change that the snapshot holds */
    public byte[] snapshot(long sequence, ClusterSnapshot cluster) {
        return json.writeValueAsBytes(new Message("snapshot", sequence, everything(cluster)));
    }

    public byte[] change(long sequence, Change change) {
        Object data = change.isRemoval() ? identity(change.subject()) : document(change.subject());
        return json.writeValueAsBytes(new Message(change.type(), sequence, data));
    }

    private static Everything everything(ClusterSnapshot cluster) {
        return new Everything(
                all(cluster.sources().values(), SourceDocument::of),
                all(cluster.hosts().values(), MachineDocument::of),
                all(cluster.workloads().values(), StreamUnitDocument::of),
                all(cluster.services().values(), StreamMessages::raw),
                all(cluster.deployments().values(), StreamMessages::raw),
                all(cluster.loadBalancers().values(), LoadBalancerDocument::of));
    }

    private static <T, D> List<D> all(Collection<T> things, Function<T, D> document) {
        return things.stream().map(document).toList();
    }

    private static Object document(Object subject) {
        if (subject instanceof Workload unit) {
            return StreamUnitDocument.of(unit);
        }
        if (subject instanceof Host host) {
            return MachineDocument.of(host);
        }
        if (subject instanceof LoadBalancer balancer) {
            return LoadBalancerDocument.of(balancer);
        }
        if (subject instanceof EventDocument) {
            return subject;
        }
        return subject instanceof SourceStatus source ? SourceDocument.of(source) : raw((Document) subject);
    }

    /** Identity of a removed object. */
    private static Map<String, Object> identity(Object subject) {
        if (subject instanceof Workload unit) {
            return Map.of("name", unit.name().text(), "machineID", unit.hostId());
        }
        if (subject instanceof Host host) {
            return Map.of("ID", host.id());
        }
        if (subject instanceof LoadBalancer balancer) {
            return Map.of("id", balancer.service().name());
        }
        return subject instanceof SourceStatus source ? Map.of("name", source.name()) : identity((Document) subject);
    }

    private static Map<String, Object> identity(Document document) {
        int slash = document.id().indexOf('/');
        return slash < 0
                ? Map.of("name", document.id())
                : Map.of(
                        "service", document.id().substring(0, slash),
                        "version", Integer.valueOf(document.id().substring(slash + 1)));
    }

    private static RawValue raw(Document document) {
        return new RawValue(document.json());
    }
}
