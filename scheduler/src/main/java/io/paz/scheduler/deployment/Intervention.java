package io.paz.scheduler.deployment;

/** Operator's request about a running deployment. */
public enum Intervention {
    /** Give the new version all of the traffic without further trial. */
    PROMOTE("promoted by the operator"),
    /** Go back. */
    ABORT("aborted by the operator");

    private final String evidence;

    Intervention(String evidence) {
        this.evidence = evidence;
    }

    public String evidence() {
        return evidence;
    }
}
