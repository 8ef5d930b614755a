package io.paz.scheduler.queue;

/** Identifies, executes and keeps jobs of one kind. */
public interface JobHandler<T> {

    /** Value by which it is the same after a restart. */
    Object id(T work);

    /** For people who know which service it concerns. */
    String name(T work);

    /** What it is like: of those alike the newest that waits takes the place of an older one that waits. */
    String supersessionKey(T work);

    /** Blocks until it has ended, from wherever it stands on disk. */
    public T run(T accepted, ProgressListener<T> progress);

    /** It will never run; kept on disk. */
    T supersede(T accepted, String why);
}
