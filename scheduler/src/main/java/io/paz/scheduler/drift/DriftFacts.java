package io.paz.scheduler.drift;

import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.HeldPart;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Input of a drift check: idle services, as expected and as observed.
 *
 * @param known every version that serves, and those that Paz gave out and of which something was found
 * @param held what the engine holds
 * @param announced instances with a route; null while that is not known
 * @param notServing instances that have not served for a while, with the reason
 * @param hosts what there is to place them on
 */
public record DriftFacts(
        Map<ReleaseId, Known> known,
        List<HeldPart> held,
        @Nullable Map<ReleaseId, Set<Integer>> announced,
        Map<InstanceId, String> notServing,
        Hosts hosts) {

    public DriftFacts {
        known = Map.copyOf(known);
        held = List.copyOf(held);
        notServing = Map.copyOf(notServing);
    }

    /** How a version stands in the journal. */
    public enum Standing {
        SERVING,
        /** It serves, but somebody stopped it on purpose. */
        STOPPED,
        OVER
    }

    /**
     * A version as it is on disk.
     *
     * @param wanted parts that should be, all of them of instances that should run; none of a version that is stopped or over
     * @param routed whether its instances are announced
     * @param made contents of each part that Paz may have given it, by name; those of instances that are over, too
     */
    public record Known(Standing standing, List<Wanted> wanted, boolean routed, Map<String, Set<String>> made) {

        public Known {
            wanted = List.copyOf(wanted);
            made = Map.copyOf(made);
        }

        boolean wants(String part) {
            return wanted.stream().anyMatch(each -> each.part().equals(part));
        }

        boolean wants(int instance) {
            return wanted.stream().anyMatch(each -> each.instance() == instance);
        }

        boolean isMadeByPaz(HeldPart part) {
            return made.getOrDefault(part.name(), Set.of()).contains(part.hash());
        }
    }

    /** A part that should be. */
    public record Wanted(String part, int instance) {}
}
