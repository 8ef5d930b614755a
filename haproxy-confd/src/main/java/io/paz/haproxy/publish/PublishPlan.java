package io.paz.haproxy.publish;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Plan to bring HAProxy to the rendered configuration. */
public sealed interface PublishPlan {

    String reason();

    /** HAProxy serves it already. */
    record Nothing(String reason) implements PublishPlan {}

    /** The files are in place, but HAProxy has yet to take them over. */
    record ReloadOnly(String reason) implements PublishPlan {}

    /** Files have changed in a way that HAProxy takes over by reading them. */
    record WriteAndReload(String reason) implements PublishPlan {}

    /**
     * Files have changed in a way that HAProxy can follow while it runs; of comments, no change is left.
     *
     * @param servers that the changed backends have afterwards
     */
    record WriteAndChange(List<Change> changes, List<Server> servers, String reason) implements PublishPlan {}

    /**
     * @param present texts of the files that are in place, by name
     * @param rendered texts of the files as they should be
     * @param mainFile name of HAProxy's configuration, among the maps that it uses
     * @param reloadDue whether HAProxy is not known to serve the files that are in place
     */
    static PublishPlan of(
            Map<String, String> present, Map<String, String> rendered, String mainFile, boolean reloadDue) {
        SortedSet<String> changed = new TreeSet<>();
        rendered.forEach((name, text) -> {
            if (!text.equals(present.get(name))) {
                changed.add(name);
            }
        });
        if (changed.isEmpty()) {
            return reloadDue ? new ReloadOnly("not yet taken over") : new Nothing("unchanged");
        }
        Differences differences = new Differences(changed, mainFile, present, rendered);
        Optional<String> why = reloadDue ? Optional.of("not yet taken over") : differences.reloadReason();
        if (why.isPresent()) {
            return new WriteAndReload(why.get());
        }
        List<Change> changes = differences.changes();
        return new WriteAndChange(changes, List.copyOf(differences.servers()), "changes: " + changes.size());
    }
}
