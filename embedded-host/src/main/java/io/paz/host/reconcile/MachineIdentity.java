package io.paz.host.reconcile;

import java.util.Map;
import java.util.Set;

/** What placement looks at of the machine. */
public record MachineIdentity(String id, Map<String, String> metadata) {
    boolean has(Map<String, Set<String>> wanted) {
        return wanted.entrySet().stream().allMatch(entry -> {
            String value = metadata.get(entry.getKey());
            return value != null && entry.getValue().contains(value);
        });
    }
}
