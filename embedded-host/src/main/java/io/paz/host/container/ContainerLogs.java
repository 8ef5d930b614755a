package io.paz.host.container;

/** The logs that an engine keeps of its containers. */
public interface ContainerLogs {
    /** Receives a container's log, on a thread of the reading; what blocks here holds up the engine's sending. */
    interface LogListener {
        /** @param nanos time of the entry since 1970 */
        void entry(long nanos, boolean isError, byte[] bytes);

        /** The log is over, or cannot be read on. Called once, unless the reading was closed. */
        void ended(boolean isComplete);
    }

    /** Ends a reading. */
    interface Reading extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins to read a container's log.
     *
     * @param sinceNanos entries before this time are left out, to the second
     * @param tail how many of the last entries to begin with; 0 for all
     * @param follow whether to go on for as long as the container runs
     */
    Reading readLog(String id, long sinceNanos, int tail, boolean follow, LogListener listener) throws EngineException;
}
