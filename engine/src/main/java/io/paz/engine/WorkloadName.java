package io.paz.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of something that an engine runs, and what it says.
 *
 * @param text the whole name
 * @param service name of the service; the whole name of what is no instance
 * @param version null when the name holds none, as of Paz's own parts
 */
public record WorkloadName(
        String text,
        Kind kind,
        String service,
        @Nullable Integer version,
        @Nullable Integer instance) {

    /** What a workload is for. */
    public enum Kind {
        INSTANCE,
        /** Announces one instance, on an engine that runs such a helper beside each. */
        ANNOUNCER,
        LOADBALANCER,
        /** A part of Paz. */
        SYSTEM,
        OTHER
    }

    private static final String LOADBALANCER = "-loadbalancer";
    private static final String SYSTEM = "paz-";

    /** The name of an instance, of a part of Paz, or of anything else. */
    public static WorkloadName of(String text) {
        if (text.startsWith(SYSTEM)) {
            return new WorkloadName(text, Kind.SYSTEM, text, null, null);
        }
        boolean balances = text.endsWith(LOADBALANCER);
        return InstanceId.parse(text)
                .map(WorkloadName::of)
                .orElseGet(() -> new WorkloadName(text, balances ? Kind.LOADBALANCER : Kind.OTHER, text, null, null));
    }

    private static WorkloadName of(InstanceId id) {
        Kind kind = id.service().endsWith(LOADBALANCER) ? Kind.LOADBALANCER : Kind.INSTANCE;
        return new WorkloadName(id.toString(), kind, id.service(), id.version(), id.instance());
    }

    /** The name of the helper that announces an instance. */
    public static WorkloadName announcer(String text, InstanceId announced) {
        return new WorkloadName(text, Kind.ANNOUNCER, announced.service(), announced.version(), announced.instance());
    }

    /** The instance that it is or announces; empty for everything else. */
    public Optional<InstanceId> instanceId() {
        return version == null || instance == null
                ? Optional.empty()
                : Optional.of(new InstanceId(service, version, instance));
    }
}
