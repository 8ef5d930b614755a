package io.paz.orchestrator.web;

import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.http.error.ApiException;
import io.paz.http.error.FailureTranslator;
import io.paz.orchestrator.live.LiveCluster;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The orchestrator's table from exceptions to answers. */
final class OrchestratorFailures implements FailureTranslator {

    private final LiveCluster live;

    OrchestratorFailures(LiveCluster live) {
        this.live = live;
    }

    @Override
    public @Nullable ApiException translate(Throwable failure) {
        if (failure instanceof RemoteRefusedException || failure instanceof EngineRefusedException) {
            return new ApiException(HttpStatus.BAD_GATEWAY, "refused", String.valueOf(failure.getMessage()), failure);
        }
        if (failure instanceof EngineUnavailableException) {
            return ApiException.unavailable(String.valueOf(failure.getMessage()), failure);
        }
        return failure instanceof RemoteUnavailableException silent
                ? LastKnown.unavailable(live.snapshot(), silent)
                : null;
    }
}
