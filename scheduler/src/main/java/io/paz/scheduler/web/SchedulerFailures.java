package io.paz.scheduler.web;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.spec.UnrenderableSpecException;
import io.paz.http.error.ApiException;
import io.paz.http.error.FailureTranslator;
import io.paz.scheduler.catalog.DirectoryUnavailableException;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.directory.DirectoryRefusedException;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.routing.RoutesUnavailableException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Maps domain exceptions to HTTP answers. */
final class SchedulerFailures implements FailureTranslator {

    private static final String RETRY_SECONDS = "10";

    @Override
    public @Nullable ApiException translate(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof DeploymentRefusedException refused) {
            return refused(refused, message);
        }
        if (cause instanceof UnrenderableSpecException) {
            return new ApiException(HttpStatus.BAD_REQUEST, "invalid_field", message);
        }
        if (isOutage(cause)) {
            return ApiException.unavailable(message, cause);
        }
        if (cause instanceof DirectoryRefusedException) {
            return new ApiException(HttpStatus.BAD_GATEWAY, "directory_refused", message, cause);
        }
        if (cause instanceof EngineRefusedException) {
            return new ApiException(HttpStatus.BAD_GATEWAY, "engine_refused", message, cause);
        }
        return cause instanceof RepositoryUnavailableException disk ? disk(disk, message) : null;
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof EngineUnavailableException
                || cause instanceof DirectoryUnavailableException
                || cause instanceof RoutesUnavailableException;
    }

    private static ApiException refused(DeploymentRefusedException refused, String message) {
        return switch (refused.kind()) {
            case INVALID -> new ApiException(HttpStatus.BAD_REQUEST, "invalid_field", message);
            case UNKNOWN -> ApiException.notFound(message);
            case NOT_SERVING -> ApiException.conflict("service_not_serving", message);
            case DOMAIN_TAKEN -> ApiException.conflict("domain_taken", message);
            case ROUTE_TAKEN -> ApiException.conflict("route_taken", message);
            case PORT_TAKEN -> ApiException.conflict("port_taken", message);
            case KEY_REUSED -> ApiException.conflict("idempotency_key_reused", message);
            case CONFLICT -> ApiException.conflict("service_leaving", message);
            case SECRET_MISSING -> ApiException.conflict("secret_missing", message);
            case IMAGE_GONE -> ApiException.conflict("image_gone", message);
            case NO_SPACE -> new ApiException(HttpStatus.INSUFFICIENT_STORAGE, "no_space", message);
            case TOO_LATE -> ApiException.conflict("too_late", message);
            case TOO_MANY ->
                new ApiException(HttpStatus.TOO_MANY_REQUESTS, "too_many_requests", message)
                        .withHeader("Retry-After", RETRY_SECONDS);
        };
    }

    private static ApiException disk(RepositoryUnavailableException failure, String message) {
        return failure.isDiskFull()
                ? new ApiException(HttpStatus.INSUFFICIENT_STORAGE, "disk_full", message, failure)
                : ApiException.unavailable(message, failure);
    }
}
