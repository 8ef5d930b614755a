package io.paz.scheduler.deployment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The new version will not come up. */
final class DeploymentFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final transient @Nullable List<String> lastLines;

    DeploymentFailed(String reason, @Nullable List<String> lastLines) {
        super(reason);
        this.lastLines = lastLines;
    }

    DeploymentFailed(String reason) {
        this(reason, null);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    @Nullable
    List<String> lastLines() {
        return lastLines;
    }
}
