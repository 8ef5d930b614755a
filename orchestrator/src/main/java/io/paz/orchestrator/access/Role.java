package io.paz.orchestrator.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person may do. */
public enum Role {
    /** Reads everything. */
    VIEWER,
    /** Reads everything, and deploys every service, or some. */
    DEPLOYER,
    /** Does everything. */
    ADMINISTRATOR;

    public static Optional<Role> of(String text) {
        for (Role role : values()) {
            if (role.text().equals(text)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param services that a deployer is limited to; every service when empty */
    public Rights rights(List<String> services) {
        return switch (this) {
            case VIEWER -> new Rights(false, true, false, Set.of());
            case DEPLOYER -> new Rights(false, true, services.isEmpty(), Set.copyOf(services));
            case ADMINISTRATOR -> Rights.ADMINISTRATOR;
        };
    }
}
