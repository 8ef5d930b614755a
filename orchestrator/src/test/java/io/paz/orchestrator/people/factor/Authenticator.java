package io.paz.orchestrator.people.factor;

import java.time.Instant;

/** The authenticator of a person. */
public final class Authenticator {

    private Authenticator() {}

    /** The code of a step, counted from the present one. */
    public static String code(byte[] seed, long stepsFromNow) {
        return OneTimePassword.at(seed, OneTimePassword.stepAt(Instant.now()) + stepsFromNow, 6);
    }
}
