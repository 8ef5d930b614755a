package io.paz.scheduler.deployment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aborts a rollout or a scale-up, and says why. */
public final class DeploymentFailedException extends Exception {

    private static final long serialVersionUID = 1;

    /** What made it so. */
    public enum Cause {
        FAILURE,
        /** It did worse than the old version. */
        JUDGEMENT,
        /** Somebody does not want it any more. */
        CANCELLATION
    }

    private final Cause kind;
    private final transient @Nullable List<String> lastLines;

    private DeploymentFailedException(Cause kind, String reason, @Nullable List<String> lastLines) {
        super(reason);
        this.kind = kind;
        this.lastLines = lastLines;
    }

    public DeploymentFailedException(String reason, @Nullable List<String> lastLines) {
        this(Cause.FAILURE, reason, lastLines);
    }

    public DeploymentFailedException(String reason) {
        this(reason, null);
    }

    public static DeploymentFailedException takenBack(String reason) {
        return new DeploymentFailedException(Cause.JUDGEMENT, reason, null);
    }

    public static DeploymentFailedException cancelled() {
        return new DeploymentFailedException(Cause.CANCELLATION, "the service is being deleted", null);
    }

    public Cause kind() {
        return kind;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    @Nullable
    public List<String> lastLines() {
        return lastLines;
    }
}
