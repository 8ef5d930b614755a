package io.paz.haproxy.publish;

/** A configuration that the load balancer did not take, with its reason. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String reason) {
        super(reason);
    }

    public RefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
