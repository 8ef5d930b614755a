package io.paz.orchestrator.oidc;

import io.paz.orchestrator.access.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which group of a provider has which role. A group that is not in it has none. */
public record RoleMapping(Map<String, Role> roles) {

    public RoleMapping {
        roles = Map.copyOf(roles);
    }

    /**
     * Reads {@code group=role,group=role}; empty text is the empty mapping.
     *
     * @throws IllegalArgumentException when the text is something else; the message says what was expected
     */
    public static RoleMapping parse(String text) {
        Map<String, Role> roles = new LinkedHashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = pair.lastIndexOf('=');
            String group = pair.substring(0, Math.max(0, equals)).strip();
            Optional<Role> role = Role.of(pair.substring(equals + 1).strip());
            if (group.isEmpty() || role.isEmpty() || roles.put(group, role.get()) != null) {
                throw new IllegalArgumentException(
                        "value %s (expected: group=role with commas between, each group once, role viewer, deployer or administrator)"
                                .formatted(text));
            }
        }
        return new RoleMapping(roles);
    }

    /** The highest role of the groups; empty when none of them has one. */
    Optional<Role> of(Collection<String> groups) {
        return groups.stream().filter(roles::containsKey).map(roles::get).max(Comparator.naturalOrder());
    }
}
