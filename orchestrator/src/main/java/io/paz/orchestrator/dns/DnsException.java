package io.paz.orchestrator.dns;

import java.time.Duration;

/** The provider did not do what it was asked. Its message names it, and never the token. */
public final class DnsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration pause;

    /** @param pause how long to leave the provider alone; zero for the usual time */
    public DnsException(String message, Duration pause) {
        super(message);
        this.pause = pause;
    }

    public Duration pause() {
        return pause;
    }
}
