package io.paz.cli.api;

/** An answer of the platform that is not a success. */
public final class RefusedException extends CommandException {

    private static final long serialVersionUID = 1;

    private final int httpStatus;

    public RefusedException(int httpStatus, String message) {
        super(exitStatus(httpStatus), message);
        this.httpStatus = httpStatus;
    }

    private static ExitStatus exitStatus(int httpStatus) {
        return switch (httpStatus) {
            case 401, 403 -> ExitStatus.REFUSED;
            case 404 -> ExitStatus.NOT_FOUND;
            default -> ExitStatus.FAILED;
        };
    }

    public int httpStatus() {
        return httpStatus;
    }
}
