package io.paz.directory.catalog;

import io.paz.directory.catalog.field.ServiceName;

/** A service of that name exists. */
public final class NameTakenException extends RuntimeException {

    public NameTakenException(ServiceName name) {
        super("name: value \"%s\" is taken (expected: a name that no service has)".formatted(name));
    }
}
