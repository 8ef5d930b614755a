package io.paz.test.platform;

import java.util.concurrent.ThreadLocalRandom;

/** Names that no other run of the tests uses on the same Docker engine. */
public final class Names {

    private Names() {}

    public static String unique(String purpose) {
        return "t-" + purpose + "-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
    }
}
