package io.paz.directory.catalog;

import io.paz.directory.catalog.field.ServiceName;

/** There is a service of that name already. */
public final class NameTakenException extends RuntimeException {

    public NameTakenException(ServiceName name) {
        super("name: value \"%s\" is taken (expected: a name that no service has)".formatted(name));
    }
}
