package io.paz.directory.catalog.environment;

import io.paz.directory.catalog.Requester;
import io.paz.directory.catalog.field.EnvironmentName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named space in which services run apart from those of other environments.
 *
 * @param createdAt null of production, which is there from the start
 * @param createdBy null of production
 */
public record DeploymentEnvironment(
        EnvironmentName name,
        @Nullable Instant createdAt,
        @Nullable Requester createdBy) {

    public static final DeploymentEnvironment PRODUCTION =
            new DeploymentEnvironment(EnvironmentName.PRODUCTION, null, null);
}
