package io.paz.etcd;

import org.jspecify.annotations.Nullable;

/** A call that etcd refused, or did not answer in time. */
public final class EtcdCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EtcdCallException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
