package io.paz.scheduler.deployment;

import java.util.List;

/**
 * A start-up stage that instances have reached, with evidence.
 *
 * @param step its name among the steps
 * @param evidence what shows it
 */
public record ReachedStage(String step, String evidence) {

    /** Those that were not told yet since the last submission. */
    public static List<ReachedStage> news(List<ReachedStage> stages, List<Step> told) {
        return stages.stream().filter(stage -> Step.isNew(stage.step(), told)).toList();
    }
}
