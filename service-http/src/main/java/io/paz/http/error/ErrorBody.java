package io.paz.http.error;

import io.paz.http.id.RequestId;

/** The document that a failure is answered with. A service that speaks another protocol's errors gives its own. */
@FunctionalInterface
public interface ErrorBody {

    Object of(ApiException failure, RequestId request);
}
