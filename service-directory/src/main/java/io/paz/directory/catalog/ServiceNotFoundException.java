package io.paz.directory.catalog;

/** The service does not exist. */
public final class ServiceNotFoundException extends RuntimeException {

    public ServiceNotFoundException(String what) {
        super("there is no service %s (GET /services lists those there are)".formatted(what));
    }
}
