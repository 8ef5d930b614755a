package io.paz.http.error;

import java.util.concurrent.Callable;

/** An {@link Error} of the virtual machine while a request was handled, as an exception that Reactor hands on. */
public final class UnexpectedErrorException extends RuntimeException {

    UnexpectedErrorException(Error cause) {
        super(cause);
    }

    /** The call, with its errors as exceptions; for calls on threads of their own. */
    public static <T> Callable<T> guarded(Callable<T> call) {
        return () -> {
            try {
                return call.call();
            } catch (VirtualMachineError | LinkageError e) {
                throw new UnexpectedErrorException(e);
            }
        };
    }
}
