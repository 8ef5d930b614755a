package io.paz.http.error;

import org.jspecify.annotations.Nullable;

/** A service's own table from its exceptions to answers. */
@FunctionalInterface
public interface FailureTranslator {

    /** The answer to the failure, or null when the table does not have it. */
    @Nullable
    ApiException translate(Throwable failure);
}
