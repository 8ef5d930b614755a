package io.paz.announcer;

import java.util.Optional;
import java.util.Set;

/** What the announcer asks of the container engine. Its methods block, for a bounded time. */
public interface ContainerEngine extends AutoCloseable {

    /** Receives what happens to containers, by name, from a thread of the engine's. */
    interface Listener {

        /** A container started or ended. */
        void changed(String container);

        /** The image's HEALTHCHECK reported a new status. */
        void health(String container, String status);

        /** Events may have been missed until now. */
        void resumed();
    }

    /**
     * Returns the container of that name, if it runs.
     *
     * @throws ContainerEngineException when the engine does not answer
     */
    Optional<ContainerState> find(String container, int port);

    /**
     * Returns the keys of the platform's containers that run and publish a port; those of any platform where it is empty.
     *
     * @throws ContainerEngineException when the engine does not answer
     */
    Set<String> runningKeys(String platform);

    /**
     * Returns the names of all containers that run.
     *
     * @throws ContainerEngineException when the engine does not answer
     */
    Set<String> runningNames();

    /** Reports events until this is closed; connects again after every loss. */
    void listen(Listener listener);

    @Override
    void close();
}
