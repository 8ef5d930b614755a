package io.paz.cli.api;

/** Exit statuses, which scripts and CI decide by; documented in {@code docs/command-line.md}. */
public enum ExitStatus {
    DONE(0),
    FAILED(1),
    USAGE(2),
    UNREACHABLE(3),
    REFUSED(4),
    NOT_FOUND(5),
    TIMED_OUT(6);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
