package io.paz.directory.web;

import io.paz.directory.catalog.Claim;
import io.paz.directory.catalog.ClaimTakenException;
import io.paz.directory.catalog.NameTakenException;
import io.paz.directory.catalog.ServiceNotFoundException;
import io.paz.directory.catalog.environment.EnvironmentInUseException;
import io.paz.directory.catalog.environment.EnvironmentNotFoundException;
import io.paz.directory.catalog.environment.EnvironmentTakenException;
import io.paz.directory.catalog.field.InvalidFieldException;
import io.paz.http.error.ApiException;
import io.paz.http.error.FailureTranslator;
import io.paz.store.DiskFullException;
import io.paz.store.StoreException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The one table from the catalogue's and the store's exceptions to answers. */
final class CatalogFailures implements FailureTranslator {

    @Override
    public @Nullable ApiException translate(Throwable failure) {
        if (failure instanceof InvalidFieldException invalid) {
            return ApiException.invalidField(invalid.field(), invalid.value(), invalid.expected());
        }
        if (failure instanceof EnvironmentTakenException) {
            return ApiException.conflict("name_taken", String.valueOf(failure.getMessage()));
        }
        if (failure instanceof EnvironmentInUseException) {
            return ApiException.conflict("in_use", String.valueOf(failure.getMessage()));
        }
        if (failure instanceof ServiceNotFoundException || failure instanceof EnvironmentNotFoundException) {
            return ApiException.notFound(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof NameTakenException) {
            return ApiException.conflict("name_taken", String.valueOf(failure.getMessage()));
        }
        if (failure instanceof ClaimTakenException taken) {
            return ApiException.conflict(codeOf(taken.kind()), String.valueOf(failure.getMessage()));
        }
        return ofStore(failure);
    }

    private static String codeOf(Claim.Kind kind) {
        return switch (kind) {
            case HOST_PORT, TCP_PORT -> "port_taken";
            case DOMAIN -> "domain_taken";
            case ROUTE -> "route_taken";
        };
    }

    private static @Nullable ApiException ofStore(Throwable failure) {
        if (failure instanceof DiskFullException) {
            return new ApiException(
                    HttpStatus.INSUFFICIENT_STORAGE,
                    "disk_full",
                    "the disk of the service directory is full: nothing can be written until there is room",
                    failure);
        }
        if (failure instanceof StoreException) {
            return ApiException.unavailable("the store of the service directory does not work; see its log", failure);
        }
        return failure instanceof RejectedExecutionException
                ? ApiException.unavailable("the service directory has too many requests waiting; try again", failure)
                : null;
    }
}
