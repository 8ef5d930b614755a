package io.paz.host.web;

import io.paz.http.error.ApiException;
import org.springframework.http.HttpStatus;

/** A failure in the fleet API's shape. */
public record FleetError(Error error) {
    /** @param message empty where fleet says nothing */
    public record Error(int code, String message) {}

    public static FleetError of(ApiException failure) {
        return new FleetError(new Error(failure.status().value(), failure.getMessage()));
    }

    static ApiException exception(HttpStatus status, String message) {
        return new ApiException(status, "fleet", message);
    }
}
