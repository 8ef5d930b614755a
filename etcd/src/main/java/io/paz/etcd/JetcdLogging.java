package io.paz.etcd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Jetcd warns about each failed attempt; here an outage is reported once when it begins and once when it ends. */
final class JetcdLogging {

    private JetcdLogging() {}

    static void quiet() {
        if (LoggerFactory.getLogger("io.etcd.jetcd") instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }
}
