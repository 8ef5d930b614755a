package io.paz.http.audit.log;

/** The audit log cannot be written or read. */
public final class AuditLogException extends RuntimeException {

    public AuditLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
