package io.paz.scheduler.deployment;

import java.util.List;

/**
 * A start-up stage that instances have reached, with evidence.
 *
 * @param step its name among the steps
 * @param evidence what shows it
 */
public record ReachedStage(String step, String evidence) {

    /** Stages that were not reported yet since the last submission. */
    public static List<ReachedStage> unreported(List<ReachedStage> stages, List<Step> reported) {
        return stages.stream()
                .filter(stage -> Step.isNew(stage.step(), reported))
                .toList();
    }
}
