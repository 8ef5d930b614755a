package io.paz.directory.catalog.environment;

/** There is no such environment. */
public final class EnvironmentNotFoundException extends RuntimeException {

    public EnvironmentNotFoundException(String name) {
        super("environment \"%s\" does not exist (expected: one of GET /environments; POST /environments makes one)"
                .formatted(name));
    }
}
