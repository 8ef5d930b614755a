package io.paz.host.container;

import java.util.Map;
import java.util.Optional;

/** A Docker engine. All methods block until it answered; what is read or watched comes later. */
public interface ContainerEngine {
    /** Receives a container's log, on a thread of the reading; what blocks here holds up the engine's sending. */
    interface LogListener {
        /** @param nanos time of the entry since 1970 */
        void entry(long nanos, boolean isError, byte[] bytes);

        /** The log is over, or cannot be read on. Called once, unless the reading was closed. */
        void ended(boolean isComplete);
    }

    /** Receives the ends of containers, on a thread of the watching. */
    interface EndListener {
        /** The engine is watched from now on; what ended before is not told. */
        void connected();

        void ended(String id);

        void disconnected();
    }

    /** Ends a reading. */
    interface Reading extends AutoCloseable {
        @Override
        void close();
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

    /**
     * Begins to read a container's log.
     *
     * @param sinceNanos entries before this time are left out, to the second
     * @param tail how many of the last entries to begin with; 0 for all
     * @param follow whether to go on for as long as the container runs
     */
    Reading readLog(String id, long sinceNanos, int tail, boolean follow, LogListener listener) throws EngineException;

    /** Watches the ends of all containers that have the label, until the engine is lost. */
    Reading watchEnds(String label, EndListener listener) throws EngineException;
}
