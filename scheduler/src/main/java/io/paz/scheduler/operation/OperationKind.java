package io.paz.scheduler.operation;

import java.util.Locale;

/** Kind of an operation. A restart is not among them: it is a new version. */
public enum OperationKind {
    /** It gets another number of instances; only the difference is touched. */
    SCALE,
    /** All its instances go; it stays the version that serves. */
    STOP,
    /** The instances that a stop took away come back. */
    START;

    /** Its name in the journal. */
    public String event() {
        return name().toLowerCase(Locale.ROOT);
    }
}
