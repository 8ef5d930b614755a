package io.paz.host.container;

import java.util.Map;
import java.util.Optional;

/** A Docker engine. All methods block until it answered; what is read or watched comes later. */
public interface ContainerEngine extends ContainerLogs {
    /** Receives the ends of containers, on a thread of the watching. */
    interface EndListener {
        /** The engine is watched from now on; what ended before is not reported. */
        void connected();

        void ended(String id);

        void disconnected();
    }

    /**
     * Creates a container, and starts nothing.
     *
     * @param labels added to those of the request
     * @return its id
     */
    String create(ContainerRequest request, Map<String, String> labels) throws EngineException;

    /** Starts a container; one that runs already is left alone. */
    void start(String id) throws EngineException;

    /** @param reference id or name */
    Optional<ContainerState> inspect(String reference) throws EngineException;

    /** The container with that label, running or not. */
    Optional<ContainerState> find(String label, String value) throws EngineException;

    /** One that has ended, or is gone, is no error. */
    void signal(String id, String signal) throws EngineException;

    /** Ends and removes a container; one that is gone is no error. */
    void remove(String id) throws EngineException;

    /** Watches the ends of all containers that have the label, until the engine is lost. */
    Reading watchEnds(String label, EndListener listener) throws EngineException;
}
