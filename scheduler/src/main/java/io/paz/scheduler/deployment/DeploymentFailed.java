package io.paz.scheduler.deployment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The new version does not take over. */
final class DeploymentFailed extends Exception {

    private static final long serialVersionUID = 1;

    /** What made it so. */
    enum Cause {
        FAILURE,
        /** It did worse than the old version. */
        JUDGEMENT,
        /** Somebody does not want it any more. */
        CANCELLATION
    }

    private final Cause kind;
    private final transient @Nullable List<String> lastLines;

    private DeploymentFailed(Cause kind, String reason, @Nullable List<String> lastLines) {
        super(reason);
        this.kind = kind;
        this.lastLines = lastLines;
    }

    DeploymentFailed(String reason, @Nullable List<String> lastLines) {
        this(Cause.FAILURE, reason, lastLines);
    }

    DeploymentFailed(String reason) {
        this(reason, null);
    }

    static DeploymentFailed takenBack(String reason) {
        return new DeploymentFailed(Cause.JUDGEMENT, reason, null);
    }

    static DeploymentFailed cancelled() {
        return new DeploymentFailed(Cause.CANCELLATION, "the service is being deleted", null);
    }

    Cause kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    @Nullable
    List<String> lastLines() {
        return lastLines;
    }
}
