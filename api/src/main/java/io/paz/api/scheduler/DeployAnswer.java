package io.paz.api.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a hook.
 *
 * @param deployment path of the deployment at the scheduler, {@code /deployments/demo-api/3}
 * @param state where the deployment stood when the answer was written
 * @param services all services that a push concerned, when there are several; absent for one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeployAnswer(
        int statusCode,
        int version,
        String deployment,
        String state,
        @Nullable List<DeployedService> services) {

    /** The answer for one service. */
    public DeployAnswer(int statusCode, int version, String deployment, String state) {
        this(statusCode, version, deployment, state, null);
    }

    public DeployAnswer with(List<DeployedService> all) {
        return new DeployAnswer(statusCode, version, deployment, state, all);
    }

    /**
     * Result for one service: version, deployment and state, or why it was not deployed.
     *
     * @param failure for people; absent when there is a deployment
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeployedService(
            String service,
            @Nullable Integer version,
            @Nullable String deployment,
            @Nullable String state,
            @Nullable String failure) {}
}
