package io.paz.bench.load;

import java.time.Duration;

/**
 * A steady load on one host name.
 *
 * @param tls over HTTPS, with a certificate for {@code host} that the JVM trusts
 * @param connections clients at once; every second one opens a new connection for each request
 * @param pause between two requests of one client
 * @param slowEvery each so-many-th request of a client asks for {@code slowPath}; 0 for none
 */
public record LoadPlan(
        String address,
        int port,
        String host,
        boolean tls,
        int connections,
        Duration pause,
        int slowEvery,
        String slowPath) {

    /** A plan of ordinary requests only. */
    public static LoadPlan ordinary(int port, String host, int connections, Duration pause) {
        return new LoadPlan("127.0.0.1", port, host, false, connections, pause, 0, "/");
    }

    String path(int request) {
        return isSlow(request) ? slowPath : "/";
    }

    boolean isSlow(int request) {
        return slowEvery > 0 && request % slowEvery == slowEvery - 1;
    }
}
