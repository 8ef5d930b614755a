package io.paz.secret;

import java.util.List;

/** Where keys are read from. */
interface KeySource {

    /** For messages. */
    String name();

    /** @throws SecretKeyException when there are none, or when they are damaged */
    List<SecretKey> read();
}
