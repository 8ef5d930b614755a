package io.paz.etcd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetcd warns about each failed attempt; here an outage is reported once when it begins and once when it ends. gRPC prints a line for each piece
 * of an answer that was given up because it is too large.
 */
final class JetcdLogging {

    /** Held, since the JDK keeps the level only as long as somebody holds the logger. */
    private static final java.util.logging.Logger GRPC = java.util.logging.Logger.getLogger("io.grpc");

    private JetcdLogging() {}

    static void quiet() {
        GRPC.setLevel(java.util.logging.Level.WARNING);
        if (LoggerFactory.getLogger("io.etcd.jetcd") instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }
}
