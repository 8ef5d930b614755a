package io.paz.directory.catalog.environment;

import io.paz.directory.catalog.field.EnvironmentName;

/** An environment of that name exists. */
public final class EnvironmentTakenException extends RuntimeException {

    public EnvironmentTakenException(EnvironmentName name) {
        super("name: value \"%s\" is taken (expected: a name that no environment has)".formatted(name));
    }
}
