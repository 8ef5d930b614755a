package io.paz.task;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the failures of a repeated task: the first of a row with its stack trace, one of another kind too, and the end of the row. */
public final class FailureReport {
    private static final Logger log = LoggerFactory.getLogger(FailureReport.class);

    private final String task;
    private @Nullable String reported;

    /** @param task name of the task in the log, such as {@code "drift check"} */
    public FailureReport(String task) {
        this.task = task;
    }

    /** @param next what happens next, such as {@code "next attempt in 60 s"} */
    public synchronized void failed(Throwable failure, String next) {
        String kind = failure.getClass().getName();
        if (kind.equals(reported)) {
            log.debug("{} failed again: {}; {}", task, failure, next);
        } else {
            log.error("{} failed: {}; {}", task, failure, next, failure);
        }
        reported = kind;
    }

    public synchronized void succeeded() {
        if (reported != null) {
            log.info("{} works again", task);
        }
        reported = null;
    }

    /**
     * Runs the action once; an exception, or an error that leaves the process usable, is logged and goes no further. An {@link
     * OutOfMemoryError} is passed on.
     *
     * @return whether the action succeeded
     */
    public boolean run(Runnable action, String next) {
        try {
            action.run();
            succeeded();
            return true;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            failed(e, next);
            return false;
        }
    }
}
