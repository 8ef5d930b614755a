package io.paz.engine.fleet.control;

import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Waits, on a worker's thread, for an answer of fleet, and says what its failures mean to a deployment. */
final class FleetCall {

    private static final Duration MAX_DURATION = Duration.ofSeconds(60);
    private static final int SERVER_ERROR = 500;

    private FleetCall() {}

    static <T> T await(Mono<T> call) {
        try {
            return call.toFuture().get(MAX_DURATION.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw meaning(first(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            throw new EngineUnavailableException("fleet took longer than " + MAX_DURATION.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("interrupted while fleet was asked", e);
        }
    }

    /** Of several calls at once, the first that failed speaks for all. */
    private static Throwable first(Throwable failure) {
        return Exceptions.unwrapMultiple(failure).get(0);
    }

    private static RuntimeException meaning(Throwable failure) {
        if (failure instanceof RemoteUnavailableException unavailable) {
            return new EngineUnavailableException(String.valueOf(unavailable.getMessage()), unavailable);
        }
        if (failure instanceof RemoteRefusedException refused) {
            String message = String.valueOf(refused.getMessage());
            return refused.status() >= SERVER_ERROR
                    ? new EngineUnavailableException(message, refused)
                    : new EngineRefusedException(message);
        }
        return failure instanceof RuntimeException unexpected
                ? unexpected
                : new EngineUnavailableException("fleet: " + failure, failure);
    }
}
