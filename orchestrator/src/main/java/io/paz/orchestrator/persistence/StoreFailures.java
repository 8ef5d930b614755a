package io.paz.orchestrator.persistence;

import io.paz.http.error.ApiException;
import io.paz.http.error.FailureTranslator;
import io.paz.store.DiskFullException;
import io.paz.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Answers failures of the store. */
public final class StoreFailures implements FailureTranslator {

    @Override
    public @Nullable ApiException translate(Throwable failure) {
        if (!(failure instanceof StoreException)) {
            return null;
        }
        String message = String.valueOf(failure.getMessage());
        return failure instanceof DiskFullException
                ? new ApiException(HttpStatus.INSUFFICIENT_STORAGE, "disk_full", message, failure)
                : ApiException.unavailable(message, failure);
    }
}
