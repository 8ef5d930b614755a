package io.paz.haproxy.publish;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What has to be done so that HAProxy serves what was rendered. */
public sealed interface PublishPlan {

    String reason();

    /** HAProxy serves it already. */
    record Nothing(String reason) implements PublishPlan {}

    /** The files are in place, but HAProxy has yet to take them over. */
    record ReloadOnly(String reason) implements PublishPlan {}

    /** Files have changed. */
    record WriteAndReload(SortedSet<String> files, String reason) implements PublishPlan {}

    /**
     * @param present texts of the files that are in place, by name
     * @param rendered texts of the files as they should be
     * @param reloadDue whether HAProxy is not known to serve the files that are in place
     */
    static PublishPlan of(Map<String, String> present, Map<String, String> rendered, boolean reloadDue) {
        SortedSet<String> changed = new TreeSet<>();
        rendered.forEach((name, text) -> {
            if (!text.equals(present.get(name))) {
                changed.add(name);
            }
        });
        if (!changed.isEmpty()) {
            return new WriteAndReload(changed, "changed: " + String.join(", ", changed));
        }
        return reloadDue ? new ReloadOnly("not yet taken over") : new Nothing("unchanged");
    }
}
