package io.paz.bench.load;

import java.io.IOException;

/** A kept connection turned out to be closed before any byte of the answer: the request may be sent again (RFC 9112, 9.3.1). */
final class StaleConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    StaleConnectionException(IOException cause) {
        super(cause);
    }
}
