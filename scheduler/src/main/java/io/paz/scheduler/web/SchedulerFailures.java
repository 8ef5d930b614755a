package io.paz.scheduler.web;

import io.paz.http.error.ApiException;
import io.paz.http.error.FailureTranslator;
import io.paz.scheduler.deployment.DeploymentRefused;
import io.paz.scheduler.deployment.DirectoryUnavailable;
import io.paz.scheduler.deployment.RepositoryUnavailable;
import io.paz.scheduler.deployment.RoutesUnavailable;
import io.paz.scheduler.deployment.engine.EngineRefused;
import io.paz.scheduler.deployment.engine.EngineUnavailable;
import io.paz.scheduler.deployment.engine.UnrenderableRelease;
import io.paz.scheduler.directory.DirectoryRefusedException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The scheduler's table from exceptions to answers. */
final class SchedulerFailures implements FailureTranslator {

    @Override
    public @Nullable ApiException translate(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof DeploymentRefused refused) {
            return refused(refused, message);
        }
        if (cause instanceof UnrenderableRelease) {
            return new ApiException(HttpStatus.BAD_REQUEST, "invalid_field", message);
        }
        if (isOutage(cause)) {
            return ApiException.unavailable(message, cause);
        }
        if (cause instanceof DirectoryRefusedException) {
            return new ApiException(HttpStatus.BAD_GATEWAY, "directory_refused", message, cause);
        }
        if (cause instanceof EngineRefused) {
            return new ApiException(HttpStatus.BAD_GATEWAY, "engine_refused", message, cause);
        }
        return cause instanceof RepositoryUnavailable disk ? disk(disk, message) : null;
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof EngineUnavailable
                || cause instanceof DirectoryUnavailable
                || cause instanceof RoutesUnavailable;
    }

    private static ApiException refused(DeploymentRefused refused, String message) {
        return switch (refused.kind()) {
            case INVALID -> new ApiException(HttpStatus.BAD_REQUEST, "invalid_field", message);
            case UNKNOWN -> ApiException.notFound(message);
            case NOT_SERVING -> ApiException.conflict("service_not_serving", message);
            case DOMAIN_TAKEN -> ApiException.conflict("domain_taken", message);
            case PORT_TAKEN -> ApiException.conflict("port_taken", message);
            case KEY_REUSED -> ApiException.conflict("idempotency_key_reused", message);
            case CONFLICT -> ApiException.conflict("service_leaving", message);
            case IMAGE_GONE -> ApiException.conflict("image_gone", message);
            case TOO_LATE -> ApiException.conflict("too_late", message);
        };
    }

    private static ApiException disk(RepositoryUnavailable failure, String message) {
        return failure.isDiskFull()
                ? new ApiException(HttpStatus.INSUFFICIENT_STORAGE, "disk_full", message, failure)
                : ApiException.unavailable(message, failure);
    }
}
