package io.paz.scheduler.persistence;

import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.store.DiskFullException;
import io.paz.store.StoreException;
import java.util.function.Supplier;

/** Translates store failures to domain exceptions. */
final class Guarded {

    private Guarded() {}

    static <T> T call(Supplier<T> action) {
        try {
            return action.get();
        } catch (StoreException e) {
            throw new RepositoryUnavailableException(String.valueOf(e.getMessage()), e instanceof DiskFullException, e);
        }
    }

    public static void run(Runnable action) {
        call(() -> {
            action.run();
            return true;
        });
    }
}
