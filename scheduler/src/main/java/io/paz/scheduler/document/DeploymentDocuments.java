package io.paz.scheduler.document;

import io.paz.api.scheduler.DeployAnswer;
import io.paz.api.scheduler.DeployedUnit;
import io.paz.api.scheduler.DeploymentDocument;
import io.paz.api.scheduler.DeploymentReceipt;
import io.paz.api.scheduler.DeploymentReceipt.GateTime;
import io.paz.api.scheduler.DeploymentStep;
import io.paz.api.scheduler.JournalEntry;
import io.paz.api.scheduler.RequestedBy;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.deployment.Receipt;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.traffic.Traffic;
import java.util.Locale;

/** Converts deployments and journal lines to API documents. */
public final class DeploymentDocuments {

    private DeploymentDocuments() {}

    public static DeploymentDocument of(Deployment deployment) {
        return new DeploymentDocument(
                deployment.id().service(),
                deployment.id().version(),
                deployment.release().image(),
                deployment.release().imageId(),
                state(deployment),
                deployment.createdAt().toEpochMilli(),
                deployment.finishedAt() == null ? null : deployment.finishedAt().toEpochMilli(),
                deployment.reason(),
                deployment.lastLines(),
                deployment.steps().stream().map(DeploymentDocuments::of).toList(),
                deployment.parts().stream()
                        .map(part -> new DeployedUnit(part.name(), part.hash()))
                        .toList(),
                ConfigurationDocuments.write(deployment.release().config()),
                deployment.receipt() == null ? null : of(deployment.receipt()),
                of(deployment.requester()));
    }

    private static DeploymentReceipt of(Receipt receipt) {
        Traffic traffic = receipt.traffic();
        return new DeploymentReceipt(
                receipt.complete(),
                receipt.gaps(),
                traffic.requests(),
                traffic.errors(),
                traffic.connectionErrors(),
                traffic.retries(),
                traffic.redispatches(),
                receipt.gates().stream()
                        .map(gate -> new GateTime(gate.name(), gate.millis()))
                        .toList(),
                receipt.drainMillis());
    }

    static RequestedBy of(Requester requester) {
        return new RequestedBy(requester.kind(), requester.name());
    }

    public static DeploymentStep of(Step step) {
        return new DeploymentStep(step.name(), step.at().toEpochMilli(), step.evidence());
    }

    public static JournalEntry of(JournalLine line) {
        return new JournalEntry(
                line.sequence(),
                line.event(),
                line.service(),
                line.version() == null ? null : line.version().toString(),
                line.at().toEpochMilli(),
                line.config() == null ? null : ConfigurationDocuments.write(line.config()),
                line.part(),
                line.detail(),
                of(line.requester()));
    }

    public static DeployAnswer answer(Deployment deployment, int statusCode) {
        String path = "/deployments/" + deployment.id().service() + "/"
                + deployment.id().version();
        return new DeployAnswer(statusCode, deployment.id().version(), path, state(deployment));
    }

    private static String state(Deployment deployment) {
        return deployment.state().name().toLowerCase(Locale.ROOT);
    }
}
