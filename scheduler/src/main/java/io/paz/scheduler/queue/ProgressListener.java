package io.paz.scheduler.queue;

/** Who follows the work on a {@code T}. */
public interface ProgressListener<T> {

    /** It is under way, and one who asked for it may be answered. */
    void submitted(T work);

    /** Whether it is no longer wanted. */
    boolean isCancelled();
}
