package io.paz.haproxy.publish;

import java.nio.file.Path;

/** The load balancer whose configuration is published. */
public interface LoadBalancer {

    /** Outcome of a reload. */
    enum Reload {
        /** New processes serve the new configuration. */
        TAKEN,
        /** Nothing runs that could reload; what starts later reads the new files. */
        NOT_RUNNING
    }

    /**
     * Checks a configuration without using it.
     *
     * @throws RefusedException when the load balancer would not run with it
     */
    void check(Path mainFile);

    /**
     * Makes the running load balancer read its files again, and returns when it did.
     *
     * @throws RefusedException when it still serves the old configuration
     */
    Reload reload();

    /**
     * Counts the processes of earlier configurations that live on with their connections, and has the newest one say so beside its statistics.
     *
     * @throws RefusedException when it cannot be asked
     */
    int reportOldProcesses();
}
