package io.paz.scheduler.document;

import io.paz.api.scheduler.DeployedUnit;
import io.paz.api.scheduler.DeploymentStep;
import io.paz.api.scheduler.OperationAnswer;
import io.paz.api.scheduler.OperationDocument;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationId;
import java.util.List;
import java.util.Locale;

/** Converts operations to API documents. */
public final class OperationDocuments {

    private static final int OK = 200;

    private OperationDocuments() {}

    public static OperationDocument of(Operation operation) {
        return new OperationDocument(
                operation.id().service(),
                operation.id().number(),
                operation.kind().event(),
                operation.version(),
                operation.instances(),
                state(operation),
                operation.createdAt().toEpochMilli(),
                operation.finishedAt() == null ? null : operation.finishedAt().toEpochMilli(),
                operation.reason(),
                operation.lastLines(),
                operation.steps().stream()
                        .map(step -> new DeploymentStep(step.name(), step.at().toEpochMilli(), step.evidence()))
                        .toList(),
                operation.parts().stream()
                        .map(part -> new DeployedUnit(part.name(), part.hash()))
                        .toList(),
                DeploymentDocuments.of(operation.requester()));
    }

    public static OperationAnswer answer(Operation operation) {
        List<Step> steps = operation.steps();
        String last = steps.get(steps.size() - 1).evidence();
        return new OperationAnswer(OK, operation.version(), path(operation.id()), state(operation), last);
    }

    public static String path(OperationId id) {
        return "/operations/" + id.service() + "/" + id.number();
    }

    static String state(Operation operation) {
        return operation.state().name().toLowerCase(Locale.ROOT);
    }
}
