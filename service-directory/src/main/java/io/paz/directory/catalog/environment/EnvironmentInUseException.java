package io.paz.directory.catalog.environment;

import io.paz.directory.catalog.field.EnvironmentName;
import java.util.List;

/** An environment cannot be removed, since services are in it. */
public final class EnvironmentInUseException extends RuntimeException {

    private static final int MAX_NAMED = 10;

    public EnvironmentInUseException(EnvironmentName name, List<String> services) {
        super("environment \"%s\" has %d services: %s (expected: none; remove them with DELETE /services/NAME)"
                .formatted(name, services.size(), shown(services)));
    }

    private static String shown(List<String> services) {
        String names = String.join(", ", services.subList(0, Math.min(services.size(), MAX_NAMED)));
        return services.size() > MAX_NAMED ? names + ", ..." : names;
    }
}
