package io.paz.scheduler.queue;

/** Observes the execution of a job, and can cancel it. */
public interface ProgressListener<T> {

    /** It is under way, and one who asked for it may be answered. */
    void submitted(T work);

    /** Whether it is no longer wanted. */
    boolean isCancelled();
}
