package io.paz.directory.catalog;

import org.jspecify.annotations.Nullable;

/** How the next deployment of a service runs it; a part that is null was not given. */
public record ServiceConfig(
        boolean publicFacing,
        int numInstances,
        Ports ports,
        Environment env,
        Volumes volume,
        @Nullable User user,
        @Nullable HealthCheck healthCheck,
        @Nullable Integer stopTimeoutSeconds,
        @Nullable Resources resources,
        @Nullable Domains domains,
        @Nullable Strategy strategy,
        @Nullable Command command,
        @Nullable Labels labels) {

    private static final int MOST_INSTANCES = 100;
    private static final int LONGEST_STOP = 3600;

    public ServiceConfig {
        InvalidFieldException.unless(
                numInstances >= 1 && numInstances <= MOST_INSTANCES,
                "numInstances",
                numInstances,
                "1 to " + MOST_INSTANCES);
        InvalidFieldException.unless(
                stopTimeoutSeconds == null || stopTimeoutSeconds >= 0 && stopTimeoutSeconds <= LONGEST_STOP,
                "stopTimeoutSeconds",
                stopTimeoutSeconds,
                "0 to " + LONGEST_STOP);
    }
}
