package io.paz.scheduler.persistence.record;

import io.paz.scheduler.deployment.Step;
import java.time.Instant;
import java.util.List;

/** Stored event of a deployment or an operation. */
record StepRecord(String name, Instant at, String evidence) {

    static List<StepRecord> of(List<Step> steps) {
        return steps.stream()
                .map(step -> new StepRecord(step.name(), step.at(), step.evidence()))
                .toList();
    }

    static List<Step> toDomain(List<StepRecord> steps) {
        return steps.stream()
                .map(step -> new Step(step.name, step.at, step.evidence))
                .toList();
    }
}
