package io.paz.orchestrator.cluster;

import io.paz.orchestrator.cluster.balancing.InstanceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a unit tells.
 *
 * @param text without {@code .service}
 * @param version null when the name tells none, as of Paz's own parts
 */
public record UnitName(
        String text,
        Kind kind,
        String service,
        @Nullable Integer version,
        @Nullable Integer instance) {

    /** What a unit is for. */
    public enum Kind {
        INSTANCE,
        ANNOUNCER,
        LOADBALANCER,
        SYSTEM,
        OTHER
    }

    private static final String ANNOUNCE = "-announce";
    private static final String LOADBALANCER = "-loadbalancer";
    private static final String SYSTEM = "paz-";

    /** @param unit with or without what follows its last dot */
    public static UnitName of(String unit) {
        int dot = unit.lastIndexOf('.');
        String text = dot < 0 ? unit : unit.substring(0, dot);
        if (text.startsWith(SYSTEM)) {
            return new UnitName(text, Kind.SYSTEM, text, null, null);
        }
        Optional<InstanceId> id = InstanceId.parse(text);
        if (id.isEmpty()) {
            return new UnitName(text, text.endsWith(LOADBALANCER) ? Kind.LOADBALANCER : Kind.OTHER, text, null, null);
        }
        return ofInstance(text, id.get());
    }

    private static UnitName ofInstance(String text, InstanceId id) {
        String service = id.service();
        if (service.endsWith(ANNOUNCE)) {
            String announced = service.substring(0, service.length() - ANNOUNCE.length());
            return new UnitName(text, Kind.ANNOUNCER, announced, id.version(), id.instance());
        }
        Kind kind = service.endsWith(LOADBALANCER) ? Kind.LOADBALANCER : Kind.INSTANCE;
        return new UnitName(text, kind, service, id.version(), id.instance());
    }
}
