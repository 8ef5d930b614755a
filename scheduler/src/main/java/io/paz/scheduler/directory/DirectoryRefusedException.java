package io.paz.scheduler.directory;

/** The service directory refused the scheduler itself, its token for instance; the same call fails until somebody corrects the setup. */
public final class DirectoryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DirectoryRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
